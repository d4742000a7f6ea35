using System.Text.Json;
using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Golden;

/// <summary>What a model makes of <see cref="GoldenRows"/>, number by number.</summary>
internal sealed record GoldenOutputs
{
    /// <summary>The columns that the model adds, row by row.</summary>
    public required Dictionary<string, float[][]> Columns { get; init; }

    public required double[] HistoryLosses { get; init; }

    public static GoldenOutputs Of(VaeTransformer model)
    {
        IDataView rows = GoldenRows.View(new MLContext()), view = model.Transform(rows);
        return new GoldenOutputs
        {
            Columns = view.Schema.Skip(rows.Schema.Count).ToDictionary(column => column.Name, column => Values(view, column)),
            HistoryLosses = [.. model.History.Select(epoch => epoch.NegativeElbo), .. model.History.Select(epoch => epoch.ValidationNegativeElbo ?? 0)],
        };
    }

    public static GoldenOutputs Read(string path) => JsonSerializer.Deserialize<GoldenOutputs>(File.ReadAllText(path))!;

    public void Write(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this));

    private static float[][] Values(IDataView view, DataViewSchema.Column column) => column.Type switch
    {
        VectorDataViewType { ItemType: KeyDataViewType } =>
            [.. view.Values<VBuffer<uint>>(column.Name).Select(keys => keys.DenseValues().Select(key => (float)key).ToArray())],
        VectorDataViewType => view.Vectors(column.Name),
        BooleanDataViewType => [.. view.Values<bool>(column.Name).Select(flag => new[] { flag ? 1f : 0f })],
        _ => [.. view.Values<float>(column.Name).Select(value => new[] { value })],
    };
}

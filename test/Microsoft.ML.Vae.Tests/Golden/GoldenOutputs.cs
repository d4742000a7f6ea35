using System.Text.Json;
using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Golden;

/// <summary>What a model makes of <see cref="GoldenRows"/>, number by number.</summary>
internal sealed record GoldenOutputs
{
    public required float[][] Latent { get; init; }

    public required float[][] LogVariance { get; init; }

    public required float[][] LatentSample { get; init; }

    public required float[][] Reconstruction { get; init; }

    public required float[][] Sample { get; init; }

    public required float[] Score { get; init; }

    public required bool[] PredictedLabel { get; init; }

    public required double[] HistoryLosses { get; init; }

    public static GoldenOutputs Of(VaeTransformer model)
    {
        IDataView view = model.Transform(GoldenRows.View(new MLContext()));
        return new GoldenOutputs
        {
            Latent = view.Vectors(model.OutputColumnName),
            LogVariance = view.Vectors(model.LatentLogVarianceColumnName!),
            LatentSample = view.Vectors(model.LatentSampleColumnName!),
            Reconstruction = view.Vectors(model.ReconstructionColumnName!),
            Sample = view.Vectors(model.SampleColumnName!),
            Score = [.. view.Values<float>(model.ScoreColumnName!)],
            PredictedLabel = [.. view.Values<bool>(model.PredictedLabelColumnName!)],
            HistoryLosses = [.. model.History.Select(epoch => epoch.NegativeElbo), .. model.History.Select(epoch => epoch.ValidationNegativeElbo ?? 0)],
        };
    }

    public static GoldenOutputs Read(string path) => JsonSerializer.Deserialize<GoldenOutputs>(File.ReadAllText(path))!;

    public void Write(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this));
}

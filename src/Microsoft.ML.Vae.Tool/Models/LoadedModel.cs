using Microsoft.ML.Data;
using Microsoft.ML.Vae.Tool.Data;

namespace Microsoft.ML.Vae.Tool.Models;

/// <summary>A model file: the autoencoder, and what comes before it.</summary>
internal sealed class LoadedModel : IDisposable
{
    private readonly ITransformer _model;
    private readonly ITransformer[] _before;

    private LoadedModel(MLContext context, string path, ITransformer model, DataViewSchema? inputSchema)
    {
        (Context, Path, _model, InputSchema) = (context, path, model, inputSchema);
        ITransformer[] steps = [.. Steps(model)];
        var last = Array.FindLastIndex(steps, step => step is VaeTransformer);
        if (last < 0)
            throw new InputException($"'{path}' is an ML.NET model without a variational autoencoder.");
        (Vae, _before) = ((VaeTransformer)steps[last], steps[..last]);
    }

    public MLContext Context { get; }

    public string Path { get; }

    public VaeTransformer Vae { get; }

    public DataViewSchema? InputSchema { get; }

    /// <summary>The column in which the model expects paths of images; null: it reads no files.</summary>
    public string? FileColumn => _before.Select(step => step switch
    {
        ImageFileTransformer { Options: var options } => options.InputColumnName ?? options.OutputColumnName,
        ImageLoadingTransformer => InputSchema?.FirstOrDefault(column => column.Type is TextDataViewType).Name,
        _ => null,
    }).FirstOrDefault(column => column is not null);

    /// <summary>Whether it reads columns of a text file.</summary>
    public bool ReadsTables => InputSchema is { Count: > 0 } schema && FileColumn is null
        && schema.All(column => column.Type is TextDataViewType || column.Type == NumberDataViewType.Single);

    /// <exception cref="IOException">There is no such file.</exception>
    /// <exception cref="ModelFormatException">It is damaged, as an inner exception.</exception>
    public static LoadedModel Load(MLContext context, string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no model file '{path}'. 'vae train DATA -o {path}' would write it.");
        ITransformer model;
        DataViewSchema? schema;
        try
        {
            model = context.Model.Load(path, out schema);
        }
        catch (Exception e) when (UserError.Find(e) is { } cause)
        {
            throw new InputException($"'{path}' cannot be loaded: {cause.Message}", e);
        }
        return new LoadedModel(context, path, model, schema);
    }

    /// <summary>The column in which the model expects so many pixels; null: it has none.</summary>
    public DataViewSchema.Column? PixelColumn(int pixelCount) => InputSchema?
        .Where(column => !column.IsHidden && column.Type is VectorDataViewType vector && vector.Size == pixelCount
            && (vector.ItemType == NumberDataViewType.Byte || vector.ItemType == NumberDataViewType.Single))
        .Select(column => (DataViewSchema.Column?)column).FirstOrDefault();

    /// <summary>The columns that the model reads beside one.</summary>
    public IEnumerable<DataViewSchema.Column> OtherColumns(string input) =>
        InputSchema?.Where(column => !column.IsHidden && column.Name != input) ?? [];

    /// <exception cref="InputException">The data has no classes, of which the model is told.</exception>
    public void CheckClasses(bool areThere, string data)
    {
        if (!areThere && Vae.ConditionColumnName == DataRows.ClassColumn)
            throw new InputException($"The model '{Path}' is told the class of each row, and '{data}' has no classes.");
    }

    /// <summary>The names of the numbers that the autoencoder reads and decodes.</summary>
    public string[] SlotNames(int count)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        if (InputSchema is { } schema)
        {
            var column = _before.Aggregate(schema, (before, step) => step.GetOutputSchema(before))[Vae.InputColumnName];
            if (column.HasSlotNames())
                column.GetSlotNames(ref names);
        }
        ReadOnlyMemory<char>[] given = [.. names.DenseValues()];
        return [.. Enumerable.Range(0, count)
            .Select(i => i < given.Length && given[i].Length > 0 ? given[i].ToString() : FormattableString.Invariant($"Slot{i}"))];
    }

    /// <summary>The column that the autoencoder reads.</summary>
    public IDataView ToInput(IDataView rows) => _before.Aggregate(rows, (view, step) => step.Transform(view));

    public IDataView Transform(IDataView rows) => Vae.Transform(ToInput(rows));

    /// <summary>Data of another kind than the model's.</summary>
    public InputException DoesNotRead(string data)
    {
        var columns = InputSchema is null
            ? "input that its file does not describe"
            : string.Join(", ", InputSchema.Where(column => !column.IsHidden).Take(5).Select(column => $"'{column.Name}' ({column.Type})"))
                + (InputSchema.Count > 5 ? ", …" : "");
        return new($"The model '{Path}' cannot read {data}. It reads {columns}.");
    }

    public void Dispose() => (_model as IDisposable)?.Dispose();

    /// <summary>The steps of a chain, and of the chains in it.</summary>
    private static IEnumerable<ITransformer> Steps(ITransformer model) =>
        model is IEnumerable<ITransformer> chain ? chain.SelectMany(Steps) : [model];
}

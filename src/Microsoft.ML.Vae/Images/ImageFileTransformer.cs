using Microsoft.ML;
using Microsoft.ML.Vae;
using Microsoft.ML.Vae.Images;

[assembly: LoadableClass(
    typeof(ImageFileTransformer), null, typeof(SignatureLoadModel), "Image file loader", ImageFileTransformer.LoaderSignature)]

namespace Microsoft.ML.Vae;

/// <summary>
/// Loads the image files that a column names or holds. Any number of threads may use it at once. Every image that is read is a new one and
/// belongs to the caller, who may dispose it or leave it to the garbage collector.
/// </summary>
public sealed class ImageFileTransformer : ITransformer
{
    internal const string LoaderSignature = "VaeImageFiles";

    private readonly IHost _host;

    internal ImageFileTransformer(IHostEnvironment environment, ImageFileOptions options)
    {
        _host = environment.Register(nameof(ImageFileTransformer));
        Options = options;
    }

    /// <summary>Which files are loaded, and how.</summary>
    public ImageFileOptions Options { get; }

    bool ITransformer.IsRowToRowMapper => true;

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing, or holds neither text nor bytes.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        return Mapper(new EmptyDataView(_host, inputSchema)).OutputSchema;
    }

    /// <summary>Adds the column of images. No file is read before a cursor asks for its image.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing, or holds neither text nor bytes.</exception>
    public IDataView Transform(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        return Mapper(input);
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        return Mapper(new EmptyDataView(_host, inputSchema));
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        _host.CheckValue(ctx, nameof(ctx));
        ImageFileModel.Save(ctx, Options);
    }

    // ML.NET finds this factory by its name and signature.
    private static ImageFileTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        Contracts.CheckValue(env, nameof(env));
        env.CheckValue(ctx, nameof(ctx));
        return new ImageFileTransformer(env, ImageFileModel.Load(ctx));
    }

    private RowToRowMapperTransform Mapper(IDataView input) => new(
        _host, input, new ImageFileMapper(_host, this, input.Schema), schema => new ImageFileMapper(_host, this, schema));
}

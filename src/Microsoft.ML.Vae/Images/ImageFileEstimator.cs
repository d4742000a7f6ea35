using Microsoft.ML.Transforms.Image;
using Microsoft.ML.Vae.Images;

namespace Microsoft.ML.Vae;

/// <summary>
/// Makes transformers that load image files. It learns nothing from the data. Made by
/// <see cref="ImageFileCatalog.LoadAndResizeImages(TransformsCatalog, ImageFileOptions)"/>.
/// </summary>
public sealed class ImageFileEstimator : IEstimator<ImageFileTransformer>
{
    private readonly IHost _host;
    private readonly ImageFileOptions _options;

    internal ImageFileEstimator(IHostEnvironment environment, ImageFileOptions options)
    {
        _host = environment.Register(nameof(ImageFileEstimator));
        _options = options;
    }

    /// <summary>The schema that the transformer will make of an input schema.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing, or holds neither text nor bytes.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        string input = _options.InputOrOutputColumnName;
        if (!inputSchema.TryFindColumn(input, out SchemaShape.Column column))
            throw _host.ExceptSchemaMismatch(nameof(inputSchema), "input", input);
        bool isScalar = column.Kind == SchemaShape.Column.VectorKind.Scalar;
        if (isScalar ? column.ItemType is not TextDataViewType : column.IsKey || !column.ItemType.Equals(NumberDataViewType.Byte))
            throw _host.ExceptSchemaMismatch(nameof(inputSchema), "input", input, ImageFileMapper.Expected, column.GetTypeString());
        Dictionary<string, SchemaShape.Column> columns = inputSchema.ToDictionary(other => other.Name);
        columns[_options.OutputColumnName] = new SchemaShape.Column(
            _options.OutputColumnName, SchemaShape.Column.VectorKind.Scalar,
            new ImageDataViewType(_options.ImageHeight, _options.ImageWidth), isKey: false);
        return new SchemaShape(columns.Values);
    }

    /// <summary>Makes the transformer. No row is read.</summary>
    /// <param name="input">Data with the column of paths or files.</param>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing, or holds neither text nor bytes.</exception>
    public ImageFileTransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        var transformer = new ImageFileTransformer(_host, _options);
        transformer.GetOutputSchema(input.Schema);   // refuses what cannot be transformed
        return transformer;
    }
}

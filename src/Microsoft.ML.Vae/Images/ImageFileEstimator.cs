using Microsoft.ML.Transforms.Image;

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
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing or holds no text.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        string input = _options.InputOrOutputColumnName;
        if (!inputSchema.TryFindColumn(input, out SchemaShape.Column column))
            throw _host.ExceptSchemaMismatch(nameof(inputSchema), "input", input);
        if (column.Kind != SchemaShape.Column.VectorKind.Scalar || column.ItemType is not TextDataViewType)
        {
            throw _host.ExceptSchemaMismatch(
                nameof(inputSchema), "input", input, TextDataViewType.Instance.ToString(), column.GetTypeString());
        }
        Dictionary<string, SchemaShape.Column> columns = inputSchema.ToDictionary(other => other.Name);
        columns[_options.OutputColumnName] = new SchemaShape.Column(
            _options.OutputColumnName, SchemaShape.Column.VectorKind.Scalar,
            new ImageDataViewType(_options.ImageHeight, _options.ImageWidth), isKey: false);
        return new SchemaShape(columns.Values);
    }

    /// <summary>Makes the transformer. No row is read.</summary>
    /// <param name="input">Data with the column of paths.</param>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing or holds no text.</exception>
    public ImageFileTransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        var transformer = new ImageFileTransformer(_host, _options);
        transformer.GetOutputSchema(input.Schema);   // refuses what cannot be transformed
        return transformer;
    }
}

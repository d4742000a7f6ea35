using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML.Vae.Inputs;

/// <summary>Finds the column that the options name, and what it holds, in a schema or in the shape of one.</summary>
internal sealed class PixelColumnFinder(IExceptionContext context, VaeOptions options)
{
    private const string Source = "VaeOptions.Image says";
    private const string Expected = "known-size vector of Single or Byte, or Image";
    private const string ConvertRemedy = " (append ConvertType before)";
    private const string SizeRemedy = " (set VaeOptions.InputSize, or VaeOptions.Image for vectors that are images)";

    private string Name => options.InputOrOutputColumnName;

    /// <summary>In a schema.</summary>
    public PixelColumn Find(DataViewSchema schema) => FindPixels(schema) with
    {
        Condition = options.ConditionColumnName is { } condition ? ConditionColumn.Find(context, schema, condition) : null,
    };

    private PixelColumn FindPixels(DataViewSchema schema)
    {
        if (schema.GetColumnOrNull(Name) is not { } column)
            throw context.ExceptSchemaMismatch("inputSchema", "input", Name);
        return column.Type switch
        {
            ImageDataViewType image => OfImage(image),
            VectorDataViewType vector when PixelColumn.ElementTypeOf(vector.ItemType) is { } element => OfVector(vector, element),
            VectorDataViewType { ItemType: NumberDataViewType } => throw Mismatch(Expected + ConvertRemedy, column.Type.ToString()!),
            _ => throw Mismatch(Expected, column.Type.ToString()!),
        };
    }

    /// <summary>In the shape of a schema, before any data exists; of a vector, the layout is all that is known of its size.</summary>
    public (SchemaShape.Column Column, ImageLayout? Layout) Find(SchemaShape shape)
    {
        if (!shape.TryFindColumn(Name, out SchemaShape.Column column))
            throw context.ExceptSchemaMismatch("inputSchema", "input", Name);
        if (options.ConditionColumnName is { } condition)
            ConditionColumn.Check(context, shape, condition);
        if (column.Kind == SchemaShape.Column.VectorKind.Scalar && column.ItemType is ImageDataViewType image)
            return (column, OfImage(image).Layout);
        CheckVector(column);
        CheckImageOutput(options.Image);
        return (column, options.Image);
    }

    private PixelColumn OfImage(ImageDataViewType type)
    {
        bool isSized = type.Height > 0 && type.Width > 0;
        if (!isSized && options.Image is null)
            throw Mismatch("Image of known size (append ResizeImages before, or set VaeOptions.Image)", type.ToString()!);
        ImageLayout layout = options.Image ?? new ImageLayout(type.Height, type.Width);
        CheckImages(layout);
        if (isSized && (layout.Height != type.Height || layout.Width != type.Width))
            throw Mismatch(FormattableString.Invariant($"Image<{layout.Height}, {layout.Width}>, as {Source}"), type.ToString());
        return Create(ScalarType.Byte, CheckSize(layout.Size, Array.MaxLength), layout) with { IsImage = true };
    }

    private void CheckVector(SchemaShape.Column column)
    {
        bool isVector = column.Kind != SchemaShape.Column.VectorKind.Scalar && !column.IsKey;
        if (!isVector || PixelColumn.ElementTypeOf(column.ItemType) is null)
            throw Mismatch(Expected + (isVector && column.ItemType is NumberDataViewType ? ConvertRemedy : ""), column.GetTypeString());
        if (column.Kind == SchemaShape.Column.VectorKind.VariableVector && UnknownSize is null)
            throw Mismatch(Expected + SizeRemedy, column.GetTypeString());
    }

    // Of vectors that do not say it themselves.
    private long? UnknownSize => options.Image?.Size ?? options.InputSize;

    private PixelColumn OfVector(VectorDataViewType type, ScalarType element)
    {
        long size = type.IsKnownSize ? type.Size : UnknownSize ?? throw Mismatch(Expected + SizeRemedy, type.ToString());
        if (options.InputSize is { } inputSize && inputSize != size)
            throw Mismatch(FormattableString.Invariant($"{inputSize} slots, as VaeOptions.InputSize says"), type.ToString());
        if (options.Image is { } layout && type.IsKnownSize)
        {
            if (layout.Size != type.Size)
                throw Mismatch(FormattableString.Invariant($"{layout.Size} slots, for an image of {layout} as {Source}"), type.ToString());
            if (!PixelColumn.IsShapedAs(layout, type))
                throw Mismatch($"dimensions {string.Join(", ", layout.Dimensions)}, for an image of {layout} as {Source}", type.ToString());
        }
        CheckImageOutput(options.Image);
        int maximum = element == ScalarType.Byte ? Array.MaxLength : Array.MaxLength / sizeof(float);
        return Create(element, CheckSize(size, maximum), options.Image);
    }

    private PixelColumn Create(ScalarType element, int size, ImageLayout? layout)
    {
        PixelScaling scaling = options.PixelScaling ?? (element == ScalarType.Byte ? PixelScaling.ByteToUnit : PixelScaling.None);
        return new PixelColumn(Name, element, size, scaling) { Layout = layout };
    }

    private void CheckImageOutput(ImageLayout? layout)
    {
        if (options.ImageOutput == ImageOutput.Image && layout is null)
        {
            throw context.ExceptParam(nameof(options),
                $"{nameof(options.ImageOutput)} is {ImageOutput.Image}, but column '{Name}' holds vectors; "
                + $"set {nameof(options.Image)} to the layout of the images.");
        }
        if (options.ImageOutput == ImageOutput.Image)
            CheckImages(layout!);
    }

    private void CheckImages(ImageLayout layout)
    {
        if (!layout.IsOfImages)
        {
            throw context.ExceptParam(
                nameof(options), FormattableString.Invariant($"Image.Channels is {layout.Channels}; must be 1, 3 or 4 for images."));
        }
    }

    // The numbers of a row have to fit into an array of bytes.
    private int CheckSize(long size, int maximum) => size <= maximum
        ? (int)size
        : throw Mismatch(FormattableString.Invariant($"at most {maximum} numbers"), FormattableString.Invariant($"{size}"));

    private Exception Mismatch(string expected, string got) =>
        context.ExceptSchemaMismatch("inputSchema", "input", Name, expected, got);
}

using System.Runtime.InteropServices;
using Microsoft.ML.Transforms.Image;
using Microsoft.ML.Vae.Kernels;

namespace Microsoft.ML.Vae.Inputs;

/// <summary>What a model knows of its input column: the element type, the size, the scaling and how its numbers make an image.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="ElementType">Byte or Float32, of a stored pixel.</param>
/// <param name="Size">Pixels per row, every channel counted.</param>
/// <param name="Scaling">From stored values to network inputs.</param>
internal sealed record PixelColumn(string Name, ScalarType ElementType, int Size, PixelScaling Scaling)
{
    private const int MaximumInferenceRows = 256;
    private const int MaximumInferenceBytes = 256 << 20;

    /// <summary>How the numbers of a row make an image; null if not specified.</summary>
    public ImageLayout? Layout { get; init; }

    /// <summary>Whether the column holds images, not vectors.</summary>
    public bool IsImage { get; init; }

    /// <summary>Seeds the draw of black or white for grey pixels; null: they stay grey.</summary>
    public int? BinarizationSeed { get; init; }

    /// <summary>Whether NaN is a pixel that is missing.</summary>
    public bool Imputes { get; init; }

    /// <summary>The range that scaled values beyond it are clipped to; null: there are none.</summary>
    public (float Low, float High)? Clip { get; init; }

    /// <summary>Standardizes numbers slot by slot, in place of <see cref="Scaling"/>; null: nothing does.</summary>
    public SlotScaling? Slots { get; init; }

    /// <summary>The column that the model is conditioned on; null: none.</summary>
    public ConditionColumn? Condition { get; init; }

    /// <summary>Bytes of the pixels of one stored row.</summary>
    public int PixelBytes => checked(Size * (ElementType == ScalarType.Byte ? sizeof(byte) : sizeof(float)));

    /// <summary>Bytes of one stored row: its pixels, then its condition.</summary>
    public int RowBytes => checked(PixelBytes + (Condition?.RowBytes ?? 0));

    /// <summary>Rows per forward pass: 256, or fewer when network inputs are so large that these would take more than 256 MiB.</summary>
    public int InferenceBatchSize => (int)Math.Clamp(MaximumInferenceBytes / ((long)Size * sizeof(float)), 1, MaximumInferenceRows);

    /// <summary>The column's type as ML.NET names it.</summary>
    public DataViewType Type => IsImage
        ? new ImageDataViewType(Layout!.Height, Layout.Width)
        : new VectorDataViewType(ItemType, Layout?.Dimensions ?? [Size]);

    /// <summary>The stored values of a black and of a white pixel.</summary>
    public (float Black, float White) Range => ElementType == ScalarType.Byte ? (byte.MinValue, byte.MaxValue) : Scaling.Range;

    /// <summary>What vectors of a type are stored as; null for those that cannot be used.</summary>
    public static ScalarType? ElementTypeOf(DataViewType itemType) =>
        itemType.Equals(NumberDataViewType.Byte) ? ScalarType.Byte
        : itemType.Equals(NumberDataViewType.Single) || ConvertingExtractor.CanConvert(itemType) ? ScalarType.Float32
        : null;

    /// <summary>
    /// Whether a vector's dimensions are those of a layout; a single channel may go unsaid, and dimensions of 1 in front, such as the rows
    /// of a batch that ApplyOnnxModel leaves there, are of no account.
    /// </summary>
    public static bool IsShapedAs(ImageLayout layout, VectorDataViewType vector)
    {
        int[] dimensions = WithoutLeadingOnes(vector.Dimensions);
        return dimensions.Length <= 1
            || dimensions.SequenceEqual(WithoutLeadingOnes(layout.Dimensions))
            || layout.Channels == 1 && dimensions.SequenceEqual(WithoutLeadingOnes([layout.Height, layout.Width]));

        static int[] WithoutLeadingOnes(IEnumerable<int> dimensions) => [.. dimensions.SkipWhile(size => size == 1)];
    }

    /// <summary>Finds the column in another schema and checks that it has the same type.</summary>
    public DataViewSchema.Column Bind(IExceptionContext context, DataViewSchema schema)
    {
        if (schema.GetColumnOrNull(Name) is not { } column)
            throw context.ExceptSchemaMismatch("inputSchema", "input", Name);
        if (!(IsImage ? FitsImage(column.Type) : FitsVector(column.Type)))
            throw context.ExceptSchemaMismatch("inputSchema", "input", Name, Type.ToString(), column.Type.ToString());
        return column;
    }

    /// <summary>Network inputs from the bytes of a batch of stored rows.</summary>
    public Tensor ToNetworkInput(ReadOnlySpan<byte> rows, int count, Device device)   // -> [B, D + C] Float32
    {
        Tensor stored = StoredPixels(rows, count);
        Tensor x = BinarizationSeed is { } seed   // [B, D]
            ? Binarize(Clipped(Scale(stored)), seed).to(device)
            : Clipped(Scale(stored.to(device)));
        return WithCondition(x, rows, count);
    }

    /// <summary>How far each scaled value is beyond the range that it is clipped to; null where none is clipped.</summary>
    public Tensor? Excess(ReadOnlySpan<byte> rows, int count, Device device)   // -> [B, D] Float32
    {
        if (Clip is null)
            return null;
        Tensor x = Scale(StoredPixels(rows, count).to(device));   // [B, D]
        Tensor excess = (x - Clipped(x)).abs();                   // [B, D]
        return Imputes ? MissingPixels.Observed(excess, x) : excess;
    }

    /// <summary>The same for training: grey even if pixels are binarized, which <see cref="InputNoise"/> does per batch.</summary>
    public Tensor ToTrainingInput(ReadOnlySpan<byte> rows, int count, Device device) =>   // -> [B, D + C] Float32
        WithCondition(Scale(StoredPixels(rows, count).to(device)), rows, count);

    /// <summary>The pixels of a batch of stored rows.</summary>
    public Tensor StoredPixels(ReadOnlySpan<byte> rows, int count)   // -> [B, D] Byte or Float32
    {
        Tensor stored = empty(count, Size, ElementType, CPU);
        Span<byte> pixels = stored.bytes;
        if (Condition is null)
        {
            rows.CopyTo(pixels);
            return stored;
        }
        for (int i = 0; i < count; i++)
            rows.Slice(i * RowBytes, PixelBytes).CopyTo(pixels[(i * PixelBytes)..]);
        return stored;
    }

    /// <summary>Network inputs from a batch of stored rows, grey even where they are to be binarized.</summary>
    public Tensor Scale(Tensor stored)   // [B, D] Byte or Float32 -> [B, D] Float32
    {
        if (Slots is not null)
            return Slots.Apply(stored);
        if (ElementType != ScalarType.Byte && Scaling == PixelScaling.None)
            return stored;
        Tensor x = stored.to(ScalarType.Float32, copy: true);
        using Scalar offset = Scaling.Offset, scale = Scaling.Scale;
        if (Scaling.Offset != 0)
            x.sub_(offset);
        return x.mul_(scale);
    }

    /// <summary>The network inputs of one stored row, grey even where they are to be binarized.</summary>
    public unsafe void Scale(ReadOnlySpan<byte> stored, float* to)   // [D]
    {
        if (ElementType == ScalarType.Byte)
        {
            VectorMath.Scale(stored, Scaling.Offset, Scaling.Scale, to);
            return;
        }
        ReadOnlySpan<float> values = MemoryMarshal.Cast<byte, float>(stored);
        if (Slots is not null)
            Slots.Apply(values, to);
        else if (Scaling == PixelScaling.None)
            values.CopyTo(new Span<float>(to, Size));
        else
            VectorMath.Scale(values, Scaling.Offset, Scaling.Scale, to);
    }

    /// <summary>
    /// What an encoder sees of one stored row: pixels, the mask of those that are missing if they may be, and the condition.
    /// </summary>
    public unsafe void ToEncoderInput(ReadOnlySpan<byte> stored, float* to)   // [D + M + C]
    {
        Span<float> x = new(to, Size);
        Scale(stored[..PixelBytes], to);
        if (Clip is { } range)
        {
            foreach (ref float value in x)
                value = Math.Clamp(value, range.Low, range.High);
        }
        if (BinarizationSeed is { } seed)
            Binarization.Fix(x, seed);
        if (Imputes)
            MissingPixels.Mask(x, new Span<float>(to + Size, Size));
        Condition?.Read(stored[PixelBytes..], new Span<float>(to + (Imputes ? 2 * Size : Size), Condition.Size));
    }

    /// <summary>Whether every pixel of a stored row is missing.</summary>
    public bool IsMissing(ReadOnlySpan<byte> stored) =>
        Imputes && !MemoryMarshal.Cast<byte, float>(stored[..PixelBytes]).ContainsAnyExcept(float.NaN);

    /// <summary>Network outputs in the units of the column.</summary>
    public Tensor Unscale(Tensor x)   // [B, D] -> [B, D]
    {
        if (Slots is not null)
            return Slots.Undo(x);
        if (Scaling == PixelScaling.None)
            return x;
        using Scalar offset = Scaling.Offset, scale = Scaling.Scale;
        return x.div(scale).add_(offset, Scalars.One);
    }

    private Tensor WithCondition(Tensor x, ReadOnlySpan<byte> rows, int count)   // [B, D] -> [B, D + C]
    {
        if (Condition is null)
            return x;
        IList<Tensor> both = [x, Condition.ToNumbers(rows, count, RowBytes, PixelBytes).to(x.device)];
        return cat(both, 1);
    }

    private Tensor Clipped(Tensor x)   // [B, D] -> [B, D]
    {
        if (Clip is not { } range)
            return x;
        using Scalar low = range.Low, high = range.High;
        return x.clamp(low, high);
    }

    private Tensor Binarize(Tensor x, int seed)   // [B, D], in place
    {
        Span<float> pixels = MemoryMarshal.Cast<byte, float>(x.bytes);
        for (int start = 0; start < pixels.Length; start += Size)
            Binarization.Fix(pixels.Slice(start, Size), seed);
        return x;
    }

    private NumberDataViewType ItemType => ElementType == ScalarType.Byte ? NumberDataViewType.Byte : NumberDataViewType.Single;

    // What is of unknown size is checked row by row.
    private bool FitsImage(DataViewType type) =>
        type is ImageDataViewType { Height: 0, Width: 0 } || type.Equals(Type);

    private bool FitsVector(DataViewType type) =>
        type is VectorDataViewType vector && ElementTypeOf(vector.ItemType) == ElementType && (!vector.IsKnownSize
        || vector.Size == Size && (Layout is null || IsShapedAs(Layout, vector)));
}

namespace Microsoft.ML.Vae;

/// <summary>How stored pixel values become network inputs: <c>(value - Offset) * Scale</c>. It is saved with the model.</summary>
/// <param name="Offset">What is subtracted first, in the units of the input column.</param>
/// <param name="Scale">What the difference is multiplied by; finite and not 0.</param>
public readonly record struct PixelScaling(float Offset, float Scale)
{
    /// <summary>Values are used as they are; the default for <c>Vector&lt;Single&gt;</c>.</summary>
    public static PixelScaling None { get; } = new(0f, 1f);

    /// <summary>0..255 becomes 0..1; the default for <c>Vector&lt;Byte&gt;</c> and images.</summary>
    public static PixelScaling ByteToUnit { get; } = new(0f, 1f / 255f);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"(value - {Offset}) * {Scale}");

    internal bool IsValid => float.IsFinite(Offset) && float.IsFinite(Scale) && Scale != 0f;

    /// <summary>
    /// The values of black and white that a scaling suggests: what becomes 0 and 1 if nothing, or an inversion, is done about an offset;
    /// what becomes −1 and 1 if that makes black 0; else, as when data is standardized, 0 and either 1 or 255.
    /// </summary>
    internal (float Black, float White) Range
    {
        get
        {
            float unit = 1 / Scale;
            if (Scale < 0)
                return (Offset + unit, Offset);
            if (Offset == 0)
                return (0, unit);
            if (MathF.Abs(Offset - unit) <= Symmetry * unit)
                return (0, 2 * Offset);
            return (0, Offset + unit <= LargestUnitValue ? 1 : byte.MaxValue);
        }
    }

    private const float Symmetry = 0.02f;   // (value - 127) / 128 and the like
    private const float LargestUnitValue = 2;   // of data in 0..1, a mean plus a standard deviation is below

    internal float Apply(float value) => (value - Offset) * Scale;
}

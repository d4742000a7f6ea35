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

    internal float Apply(float value) => (value - Offset) * Scale;
}

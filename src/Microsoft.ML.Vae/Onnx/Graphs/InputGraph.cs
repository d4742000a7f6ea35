using Microsoft.ML.Vae.Graphs;
using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Onnx.Graphs;

/// <summary>From what the columns of a row hold to what a network sees, and back.</summary>
/// <param name="column">The column that is read.</param>
/// <param name="domain">The values that it may hold.</param>
/// <param name="stored">Its values, [B, D] of any type.</param>
/// <param name="condition">The network's numbers of the condition, [B, C]; null: there is none.</param>
internal sealed class InputGraph(PixelColumn column, PixelDomain domain, OnnxValue stored, OnnxValue? condition)
{
    private OnnxValue? _scaled, _pixels;

    public OnnxValue? Condition => condition;

    /// <summary>Scaled pixels, NaN where they are missing, [B, D].</summary>
    public OnnxValue Pixels => _pixels ??= column.Clip is { } range ? Clipped(range) : Scaled;

    /// <summary>What the encoder sees.</summary>
    public NetworkInput ToEncoder()
    {
        if (!column.Imputes)
            return new NetworkInput(Pixels, null, condition);
        OnnxValue missing = Pixels.IsNaN();
        return new NetworkInput(missing.Select(0, Pixels), missing.To(ElementType.Single), condition);
    }

    /// <summary>How far each scaled value is beyond the range that it is clipped to, [B, D]; null where none is clipped.</summary>
    public OnnxValue? Excess()
    {
        if (column.Clip is null)
            return null;
        OnnxValue excess = (Scaled - Pixels).Abs();
        return column.Imputes ? Scaled.IsNaN().Select(0, excess) : excess;
    }

    /// <summary>1 for each row that the model can use, [B, 1].</summary>
    public OnnxValue IsValid() => new ValidityGraph(column, domain).IsValid(Scaled, condition);

    /// <summary>Network outputs in the units of the column, [B, D].</summary>
    public static OnnxValue Unscale(PixelColumn column, OnnxValue x)
    {
        if (column.Slots is { } slots)
            return x / Row(x.Graph, "slots.scale", slots.Scales) + Row(x.Graph, "slots.offset", slots.Offsets);
        if (column.Scaling == PixelScaling.None)
            return x;
        OnnxValue stored = x / column.Scaling.Scale;
        return column.Scaling.Offset == 0 ? stored : stored + column.Scaling.Offset;
    }

    private OnnxValue Scaled => _scaled ??= Scale();

    private OnnxValue Scale()
    {
        OnnxValue x = column.ElementType == ScalarType.Byte || !IsSingle ? stored.To(ElementType.Single) : stored;
        if (column.Slots is { } slots)
            return (x - Row(x.Graph, "slots.offset", slots.Offsets)) * Row(x.Graph, "slots.scale", slots.Scales);
        if (column.Scaling.Offset != 0)
            x -= column.Scaling.Offset;
        return column.Scaling.Scale == 1 ? x : x * column.Scaling.Scale;
    }

    /// <summary>Whether the values come in single precision.</summary>
    public bool IsSingle { get; init; } = true;

    private OnnxValue Clipped((float Low, float High) range)
    {
        OnnxValue clipped = Scaled.Clip(range.Low, range.High);
        return column.Imputes ? Scaled.IsNaN().Select(Scaled, clipped) : clipped;   // what Clip makes of NaN is nowhere said
    }

    private static OnnxValue Row(OnnxGraph graph, string name, float[] values) => graph.Array(name, values, 1, values.Length);
}

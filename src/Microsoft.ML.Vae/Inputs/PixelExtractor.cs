using System.Numerics;
using System.Runtime.InteropServices;
using Microsoft.ML.Vae.Kernels;

namespace Microsoft.ML.Vae.Inputs;

/// <summary>Copies the pixels of a row.</summary>
internal abstract class PixelExtractor(PixelColumn column, PixelDomain domain) : RowExtractor
{
    private readonly bool _containsAllBytes = column.ElementType == ScalarType.Byte
        && Enumerable.Range(byte.MinValue, byte.MaxValue + 1).All(value => domain.Contains(column.Scaling.Apply(value)));

    /// <summary>A reader of the column in a row or, row by row, in a cursor.</summary>
    public static new PixelExtractor Create(IExceptionContext context, PixelColumn column, PixelDomain domain, DataViewRow row)
    {
        DataViewSchema.Column source = column.Bind(context, row.Schema);
        if (column.IsImage)
            return new ImageExtractor(context, column, domain, row, source);
        if (column.ElementType == ScalarType.Byte)
            return new VectorExtractor<byte>(column, domain, row, source);
        return ((VectorDataViewType)source.Type).ItemType is var item && item.Equals(NumberDataViewType.Single)
            ? new VectorExtractor<float>(column, domain, row, source)
            : ConvertingExtractor.Create(column, domain, row, source);
    }

    /// <summary>What is wrong with the first pixel that is outside the domain and stays there, or null.</summary>
    protected RowFault? Check<T>(Span<T> pixels) where T : unmanaged, INumberBase<T>
    {
        if (domain.Parts is { } parts)
            return CheckParts(MemoryMarshal.Cast<T, float>(pixels), parts);
        if (AreAllContained<T>(pixels))
            return null;
        PixelScaling scaling = column.Scaling;
        for (int slot = 0; slot < pixels.Length; slot++)
        {
            float value = scaling.Apply(float.CreateTruncating(pixels[slot]));
            if (float.IsNaN(value) && column.Imputes)
                pixels[slot] = T.CreateTruncating(float.NaN);   // of several, so that equal rows have equal bits
            else if (!domain.Contains(value) && !domain.CanClip(value))
                return BadPixel(slot, float.CreateTruncating(pixels[slot]));
        }
        return null;
    }

    /// <summary>A fault of the column.</summary>
    protected RowFault Fault(string what, int? slot = null, Exception? cause = null) => new(column.Name, what, slot, cause);

    // Nearly every row is as it should be, which many pixels at once can tell.
    private bool AreAllContained<T>(ReadOnlySpan<T> pixels) where T : unmanaged
    {
        if (typeof(T) == typeof(byte))
            return _containsAllBytes;
        return typeof(T) == typeof(float) && domain.Steps is null
            && VectorMath.AreWithin(
                MemoryMarshal.Cast<T, float>(pixels), column.Scaling.Offset, column.Scaling.Scale, domain.Low, domain.High);
    }

    private RowFault? CheckParts(ReadOnlySpan<float> row, IReadOnlyList<SlotPart> parts)
    {
        foreach (SlotPart part in parts)
        {
            if (part.Fault(row) is { } fault)
                return Fault(fault.What, fault.Slot);
        }
        return null;
    }

    private RowFault BadPixel(int slot, float value)
    {
        string scaled = column.Scaling == PixelScaling.None
            ? ""
            : FormattableString.Invariant($" ({column.Scaling.Apply(value)} after {nameof(PixelScaling)})");
        string what = FormattableString.Invariant($"got {value}{scaled}, but {domain.Owner} requires {domain.Wanted}. {domain.Remedy}");
        return Fault(what, slot);
    }
}

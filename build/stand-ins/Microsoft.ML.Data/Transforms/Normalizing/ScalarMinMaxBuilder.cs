using System.Numerics;

namespace Microsoft.ML.Transforms;

/// <summary>The range of a column of numbers.</summary>
internal sealed class ScalarMinMaxBuilder<T>(MinMaxColumn column, ValueGetter<T> getter) : IMinMaxBuilder
    where T : struct, IFloatingPointIeee754<T>
{
    private ValueRange<T> _range = new();
    private long _remaining = column.MaximumExampleCount;

    public bool Read()
    {
        if (_remaining < 0)
            return false;
        var value = T.Zero;
        getter(ref value);
        if (_remaining-- == 0)
            return false;
        _range.Add(value);
        return true;
    }

    public AffineFunction Build()
    {
        var (scale, offset) = _range.Affine(column.FixZero);
        return new ScalarAffineFunction<T>(scale, offset);
    }
}

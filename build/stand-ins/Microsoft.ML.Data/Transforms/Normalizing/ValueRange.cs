using System.Numerics;

namespace Microsoft.ML.Transforms;

/// <summary>The least and greatest of some values; NaN does not count.</summary>
internal struct ValueRange<T>
    where T : struct, IFloatingPointIeee754<T>
{
    private T _min = T.PositiveInfinity;
    private T _max = T.NegativeInfinity;

    public ValueRange()
    {
    }

    public void Add(T value)
    {
        if (_max < value)
            _max = value;
        if (_min > value)
            _min = value;
    }

    /// <summary>All zero where there are no two values.</summary>
    public readonly (T Scale, T Offset) Affine(bool fixZero)
    {
        if (!(_max > _min))
            return (T.Zero, T.Zero);
        if (fixZero)
            return (T.One / T.Max(T.Abs(_max), T.Abs(_min)), T.Zero);
        var scale = T.One / (_max - _min);
        return (scale, scale == T.Zero ? T.Zero : _min);
    }
}

using MathNet.Numerics.Distributions;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>The covariance of one column's rows times some directions, summed row by row without the covariance itself.</summary>
internal sealed class Sketch
{
    private readonly IHost _host;
    private readonly SketchedColumn _column;
    private readonly float[] _dense;
    private float[][] _directions;
    private float[][] _products;
    private double _totalWeight;

    public Sketch(IHost host, SketchedColumn column)
    {
        _host = host;
        _column = column;
        _dense = new float[column.Dimension];
        var random = column.Seed is { } seed ? new Random(seed) : host.Rand;
        _directions = NewVectors(() => (float)Normal.Sample(random, 0, 1));
        _products = NewVectors(() => 0);
        Mean = column.Center ? new float[column.Dimension] : null;
    }

    public float[][] Products => _products;

    public float[] Mean { get; }

    /// <summary>Rows whose weight or whose values are not finite, and rows of negative weight, do not count.</summary>
    public void Add(in VBuffer<float> row, float weight)
    {
        if (!(float.IsFinite(weight) && weight >= 0) || !AllFinite(row.GetValues()))
            return;
        _totalWeight += weight;
        CheckLength(row.Length);
        row.CopyTo(_dense);
        if (Mean != null)
            Floats.Add(weight, _dense, Mean);
        for (var i = 0; i < _directions.Length; i++)
            Floats.Add(weight * Floats.Dot(_directions[i], _dense), _dense, _products[i]);
    }

    public void CheckNotEmpty()
    {
        if (_totalWeight <= 0)
            throw _host.Except("Empty data in column '{0}'", _column.Input.Name);
    }

    public void Finish()
    {
        var scale = (float)(1 / _totalWeight);
        foreach (var product in _products)
            Floats.Scale(product, scale);
        if (Mean == null)
            return;
        Floats.Scale(Mean, scale);
        for (var i = 0; i < _directions.Length; i++)
            Floats.Add(-Floats.Dot(_directions[i], Mean), Mean, _products[i]);
    }

    /// <summary>
    /// The next pass multiplies by what this one gave, made orthonormal. As in the original the mean is not cleared, so that the second pass adds to
    /// the first one's: for n rows it ends (1 + 1/n) times too large.
    /// </summary>
    public void StartSecondPass()
    {
        Orthonormalize(_products);
        (_directions, _products) = (_products, _directions);
        foreach (var product in _products)
            Array.Clear(product);
        _totalWeight = 0;
    }

    private static void Orthonormalize(float[][] vectors)
    {
        for (var i = 0; i < vectors.Length; i++)
        {
            Floats.Scale(vectors[i], 1 / MathF.Sqrt(Floats.Dot(vectors[i], vectors[i])));
            foreach (var later in vectors.AsSpan(i + 1))
                Floats.Add(-Floats.Dot(vectors[i], later), vectors[i], later);
        }
    }

    private static bool AllFinite(ReadOnlySpan<float> values)
    {
        foreach (var value in values)
        {
            if (!float.IsFinite(value))
                return false;
        }

        return true;
    }

    /// <summary>Where a wrong length shows depends, as in the original, on which sum meets it first.</summary>
    private void CheckLength(int length)
    {
        Contracts.Check(Mean != null || length <= _column.Dimension, "VBuffer b must be no longer than a.Length - offset.");
        Contracts.CheckParam(length == _column.Dimension, "dst", "Arrays must have the same dimensionality.");
    }

    private float[][] NewVectors(Func<float> next)
    {
        var vectors = new float[_column.SketchSize][];
        for (var i = 0; i < vectors.Length; i++)
        {
            vectors[i] = new float[_column.Dimension];
            foreach (ref var item in vectors[i].AsSpan())
                item = next();
        }

        return vectors;
    }
}

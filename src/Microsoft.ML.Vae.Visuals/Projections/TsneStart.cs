namespace Microsoft.ML.Vae.Visuals.Projections;

/// <summary>Where the points of a map start.</summary>
internal static class TsneStart
{
    private const double Deviation = 1e-4;

    /// <summary>The first two principal components, made small; with a seed, draws from a normal distribution of the same size.</summary>
    public static float[] Of(IReadOnlyList<float[]> rows, int? seed) => seed is { } start ? Random(rows.Count, start) : Components(rows);

    private static float[] Components(IReadOnlyList<float[]> rows)
    {
        PrincipalPlane plane = PrincipalPlane.Of(rows);
        double deviation = Math.Sqrt(plane.Points.Average(point => (double)point.X * point.X));
        double scale = deviation > 0 ? Deviation / deviation : 0;
        return [.. plane.Points.SelectMany(point => new[] { (float)(scale * point.X), (float)(scale * point.Y) })];
    }

    private static float[] Random(int count, int seed)
    {
        using DisposeScope scope = NewDisposeScope();
        using Generator generator = new(unchecked((ulong)seed), CPU);
        Tensor draws = randn(2 * count, ScalarType.Float32, CPU, generator: generator);   // [2 N]
        return [.. draws.data<float>().Select(value => (float)(Deviation * value))];
    }
}

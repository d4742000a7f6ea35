namespace Microsoft.ML.Vae.Visuals.Projections;

/// <summary>Moves the points of a map down the gradient, with momentum and a step for each number that adapts (Jacobs, 1988).</summary>
internal sealed class TsneDescent(TsneForces forces, float[] map, double rate)
{
    private const float LeastGain = 0.01f;
    private const double LeastGradient = 1e-7;
    private const int CheckInterval = 50;

    private readonly float[] _gradient = new float[map.Length];
    private readonly float[] _velocity = new float[map.Length];
    private readonly float[] _gains = [.. Enumerable.Repeat(1f, map.Length)];

    /// <summary>The points, [N, 2].</summary>
    public float[] Map => map;

    /// <summary>Iterations made.</summary>
    public int Iterations { get; private set; }

    /// <summary>Makes so many iterations, or fewer if nothing moves any more. Momentum and steps start anew.</summary>
    public void Run(int iterations, double exaggeration, double momentum)
    {
        Array.Clear(_velocity);
        Array.Fill(_gains, 1f);
        for (int i = 1; i <= iterations; i++, Iterations++)
        {
            forces.Gradient(map, exaggeration, _gradient);
            Step((float)momentum);
            if (i % CheckInterval == 0 && _gradient.Sum(slope => (double)slope * slope) < LeastGradient * LeastGradient)
                return;
        }
    }

    private void Step(float momentum)
    {
        for (int i = 0; i < map.Length; i++)
        {
            bool isDescending = _velocity[i] * _gradient[i] < 0;
            _gains[i] = Math.Max(LeastGain, isDescending ? _gains[i] + 0.2f : _gains[i] * 0.8f);
            _velocity[i] = momentum * _velocity[i] - (float)rate * _gains[i] * _gradient[i];
            map[i] += _velocity[i];
        }
    }
}

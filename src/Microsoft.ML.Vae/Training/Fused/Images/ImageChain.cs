namespace Microsoft.ML.Vae.Training.Fused.Images;

/// <summary>Layers one after another.</summary>
internal sealed unsafe class ImageChain : ImageRun
{
    private readonly ImageRun[] _runs;
    private readonly float*[] _gradients;   // with respect to the input of each run but the first

    /// <param name="runs">At least one, each with the size and the channels of an image of its input.</param>
    /// <param name="images">The most images at a time.</param>
    public ImageChain(IReadOnlyList<(ImageRun Run, int InputSize, int InputChannels)> runs, int images)
    {
        _runs = [.. runs.Select(run => run.Run)];
        _gradients = new float*[runs.Count];
        for (int i = 1; i < runs.Count; i++)
            _gradients[i] = Take((long)images * (runs[i].InputSize / runs[i].InputChannels), runs[i].InputChannels);
    }

    public override float* Forward(float* input, int images)
    {
        foreach (ImageRun run in _runs)
            input = run.Forward(input, images);
        return input;
    }

    public override void Backward(float* gradient, float* to, float* weights, int images)
    {
        for (int i = _runs.Length - 1; i >= 0; i--)
        {
            float* next = i == 0 ? to : _gradients[i];
            _runs[i].Backward(gradient, next, weights, images);
            gradient = next;
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        foreach (ImageRun run in _runs)
            run.Dispose();
    }
}

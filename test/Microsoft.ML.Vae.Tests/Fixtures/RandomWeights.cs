using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>Weights with which nothing cancels: neither scales of 1, nor shifts of 0, nor averages that were never learned.</summary>
internal static class RandomWeights
{
    public static void Fill(nn.Module module, int seed)
    {
        var random = new Random(seed);
        foreach ((string name, Tensor tensor) in module.state_dict())
        {
            double lift = name.EndsWith("running_var", StringComparison.Ordinal) ? 1 : 0;   // a variance is positive
            TensorValues.Set(tensor, Enumerable.Range(0, (int)tensor.numel()).Select(_ => lift + random.NextDouble() - 0.5));
        }
    }
}

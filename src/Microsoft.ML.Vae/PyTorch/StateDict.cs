using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Networks.Plans;

namespace Microsoft.ML.Vae.PyTorch;

/// <summary>The tensors of a network by the names that a module in PyTorch has for them.</summary>
internal static class StateDict
{
    public const string BatchCount = ".num_batches_tracked";

    private const string RunningVariance = ".running_var";
    private const string CustomPrefix = "network.";

    /// <summary>
    /// The tensors themselves. TorchSharp registers the modules in the fields of a chain of layers under the names of the fields, too; what
    /// it so has twice is left out.
    /// </summary>
    public static IEnumerable<(string Name, Tensor Tensor)> Of(VaeNetwork network)
    {
        bool isCustom = network.Architecture.Plan is CustomPlan;
        var seen = new HashSet<Tensor>(ReferenceEqualityComparer.Instance);
        foreach ((string name, Tensor tensor) in network.state_dict())
        {
            if (!seen.Add(tensor) && !isCustom)
                continue;
            bool isOwn = isCustom && name.StartsWith(CustomPrefix, StringComparison.Ordinal);
            yield return (isOwn ? name[CustomPrefix.Length..] : name, tensor);
        }
    }

    /// <summary>
    /// Copies on the CPU, with the number of batches that PyTorch's batch normalization has besides: it counts them, but does not need it.
    /// </summary>
    public static IReadOnlyList<(string Name, Tensor Tensor)> ForFile(VaeNetwork network)
    {
        (string Name, Tensor Tensor)[] own = [.. Of(network).Select(tensor => (tensor.Name, tensor.Tensor.cpu().contiguous()))];
        HashSet<string> names = [.. own.Select(tensor => tensor.Name)];
        IEnumerable<string> missing = own.Where(tensor => tensor.Name.EndsWith(RunningVariance, StringComparison.Ordinal))
            .Select(tensor => tensor.Name[..^RunningVariance.Length] + BatchCount).Where(name => !names.Contains(name));
        return [.. own, .. missing.Select(name => (name, zeros([], ScalarType.Int64, CPU)))];
    }
}

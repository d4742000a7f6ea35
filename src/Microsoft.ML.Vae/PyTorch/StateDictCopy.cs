using Microsoft.ML.Vae.Networks;

namespace Microsoft.ML.Vae.PyTorch;

/// <summary>Copies the tensors of a file into a network that has exactly these tensors.</summary>
/// <param name="source">What messages call the file.</param>
/// <param name="tensors">The tensors.</param>
/// <param name="givesLogDeviation">Whether the encoder gives log σ, not log σ².</param>
internal sealed class StateDictCopy(string source, IReadOnlyList<NamedTensor> tensors, bool givesLogDeviation)
{
    private const int MostNames = 10;
    private const string LogVariance = "encoder.log_variance.";

    /// <exception cref="ArgumentException">A tensor is missing, unknown, of another shape or type, or not finite.</exception>
    public void Apply(VaeNetwork network)
    {
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Dictionary<string, Tensor> targets = StateDict.Of(network).ToDictionary(tensor => tensor.Name, tensor => tensor.Tensor);
        Check(targets, network);
        foreach (NamedTensor tensor in tensors.Where(tensor => targets.ContainsKey(tensor.Name)))
            Copy(tensor, targets[tensor.Name]);
    }

    private void Check(Dictionary<string, Tensor> targets, VaeNetwork network)
    {
        HashSet<string> names = [.. tensors.Select(tensor => tensor.Name)];
        (NamedTensor Tensor, Tensor Target)[] known =
            [.. tensors.Where(tensor => targets.ContainsKey(tensor.Name)).Select(tensor => (tensor, targets[tensor.Name]))];
        string[] faults =
        [
            List("Missing", targets.Where(target => !names.Contains(target.Key))
                .Select(target => $"'{target.Key}' {StoredTensor.Text(target.Value.shape)}")),
            List("Unknown", tensors.Where(tensor => !targets.ContainsKey(tensor.Name) && !IsBatchCount(tensor))
                .Select(tensor => $"{tensor} {StoredTensor.Text(tensor.Tensor.Shape)}")),
            List("Of another shape", known.Where(pair => !pair.Tensor.Tensor.Shape.AsSpan().SequenceEqual(pair.Target.shape)).Select(
                pair => $"{pair.Tensor} is {StoredTensor.Text(pair.Tensor.Tensor.Shape)}, must be {StoredTensor.Text(pair.Target.shape)}")),
            List("Of another type", known.Where(pair => !Fits(pair.Tensor.Tensor, pair.Target)).Select(
                pair => $"{pair.Tensor} is {pair.Tensor.Tensor.Type}, must be {pair.Target.dtype}")),
            givesLogDeviation && !targets.Keys.Any(IsLogVariance) ? $" No tensor '{LogVariance}*' is there to hold log σ." : "",
        ];
        if (string.Concat(faults) is { Length: > 0 } text)
            throw new ArgumentException($"The weights of {source} do not fit the network ({network.Architecture}).{text}");
    }

    private void Copy(NamedTensor from, Tensor target)
    {
        Tensor values = from.Tensor.ToTensor().to(target.dtype);
        if (givesLogDeviation && IsLogVariance(from.Name))
            values.mul_(Scalars.Two);   // log σ² = 2 log σ
        if (from.Tensor.IsFloatingPoint && !values.isfinite().all().item<bool>())
            throw new ArgumentException($"The weights of {source} are of no use: {from} has a value that is not finite in {target.dtype}.");
        target.copy_(values);
    }

    private static bool Fits(StoredTensor tensor, Tensor target) =>
        target.is_floating_point() ? tensor.IsFloatingPoint : tensor.Type == target.dtype;

    private static bool IsLogVariance(string name) => name.StartsWith(LogVariance, StringComparison.Ordinal);

    private static bool IsBatchCount(NamedTensor tensor) => tensor.Name.EndsWith(StateDict.BatchCount, StringComparison.Ordinal);

    private static string List(string title, IEnumerable<string> items)
    {
        string[] all = [.. items];
        string more = all.Length > MostNames ? FormattableString.Invariant($" and {all.Length - MostNames} more") : "";
        return all.Length == 0 ? "" : $" {title}: {string.Join("; ", all.Take(MostNames))}{more}.";
    }
}

namespace Microsoft.ML.Vae;

// What a fit begins with, and what of it stays.
public sealed partial record VaeOptions
{
    /// <summary>
    /// The weights that a fit begins with, those of a PyTorch model; see <see cref="PyTorchWeights.FromFile"/>. They must be all tensors of
    /// the network. To begin with another transformer's weights, pass it to <see cref="VaeEstimator.Fit(IDataView, IDataView,
    /// VaeTransformer)"/> instead. Default: null, random weights.
    /// </summary>
    public PyTorchWeights? InitialWeights { get; init; }

    /// <summary>
    /// The parts of the network that a fit leaves as they were, bit by bit, running averages of batch normalization included, which the
    /// frozen part uses instead of the batch's. A learned or optimal variance belongs to the decoder. A codebook belongs to neither part
    /// and keeps learning. It requires <see cref="InitialWeights"/> or a warm start. Default: <see cref="FrozenParts.None"/>.
    /// </summary>
    public FrozenParts FrozenParts { get; init; }
}

using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Objectives;

/// <summary>What an objective makes the loss of a batch from: B rows, K draws of z for each.</summary>
/// <param name="Mean">μ of q(z|x), [B, Z].</param>
/// <param name="LogVariance">log σ² of q(z|x), [B, Z]; null where codes have no variance.</param>
/// <param name="Latent">z = μ + σ ε, [B·K, Z], a row's draws side by side.</param>
/// <param name="Decoded">The z that was decoded, [B·K, Z]: <paramref name="Latent"/> or, if the objective cut it off, the same numbers as a leaf.</param>
/// <param name="Reconstruction">−log p(x|z), [B·K].</param>
/// <param name="Divergence">KL(q(z|x) ‖ N(0, I)), [B].</param>
/// <param name="Noise">Gives whatever else is drawn.</param>
internal sealed record ObjectiveBatch(
    Tensor Mean, Tensor? LogVariance, Tensor Latent, Tensor Decoded, Tensor Reconstruction, Tensor Divergence, Generator Noise);

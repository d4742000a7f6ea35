namespace Microsoft.ML.Vae.Networks.Packed;

/// <summary>A convolution that halves or doubles an image, its normalization, an activation, and residual blocks.</summary>
/// <param name="Convolution">The convolution.</param>
/// <param name="Normalization">Behind it; null: none.</param>
/// <param name="Blocks">Behind the activation.</param>
internal sealed record PackedStage(PackedConvolution Convolution, PackedNormalization? Normalization, IReadOnlyList<PackedBlock> Blocks);

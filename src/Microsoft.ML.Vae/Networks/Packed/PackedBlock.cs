namespace Microsoft.ML.Vae.Networks.Packed;

/// <summary>A residual block: x + conv(a(norm(conv(a(norm(x)))))).</summary>
/// <param name="Normalization1">The first normalization; null: none.</param>
/// <param name="Convolution1">The first convolution.</param>
/// <param name="Normalization2">The second normalization; null: none.</param>
/// <param name="Convolution2">The second convolution.</param>
internal sealed record PackedBlock(
    PackedNormalization? Normalization1, PackedConvolution Convolution1,
    PackedNormalization? Normalization2, PackedConvolution Convolution2);

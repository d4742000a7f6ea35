namespace Microsoft.ML.Vae.Visuals.Rows;

/// <summary>A row and what the model makes of it.</summary>
/// <param name="Original">Its values as the model sees them (black or white where it binarizes), in the units of the column.</param>
/// <param name="Reconstruction">E[x|z] at the latent mean, in the same units.</param>
/// <param name="SquaredError">The mean over the pixels of the squared difference of the scaled values.</param>
/// <param name="Latent">The latent mean.</param>
internal sealed record ReconstructedRow(float[] Original, float[] Reconstruction, double SquaredError, float[] Latent);

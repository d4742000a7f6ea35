using Microsoft.ML.Vae.Randomness;

namespace Microsoft.ML.Vae.Inputs;

/// <summary>A random share of a view's rows, or all the others. A row's id decides, so every pass, in any order, splits alike.</summary>
/// <param name="Seed">Decides which rows.</param>
/// <param name="Fraction">The expected share, in (0, 1).</param>
/// <param name="IsTraining">Whether these are the others.</param>
internal sealed record HoldoutSplit(int Seed, double Fraction, bool IsTraining)
{
    /// <summary>Whether a row belongs to it.</summary>
    public bool Has(DataViewRowId row) => RowNoise.Share(Seed, row) < Fraction != IsTraining;
}

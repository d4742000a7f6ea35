namespace Microsoft.ML.Vae;

/// <summary>
/// What <see cref="VaeOptions.ScoreContributionsColumnName"/> has a number for; see <see cref="VaeOptions.ContributionGrouping"/>.
/// </summary>
public enum ContributionGrouping
{
    /// <summary>Each slot of the input.</summary>
    Slot,

    /// <summary>
    /// Each column that <c>Concatenate</c> made the input of: the contributions of its slots are added up. Columns are found by the
    /// input's slot names, and are the slot names of the contributions.
    /// </summary>
    SourceColumn,
}

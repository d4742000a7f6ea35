using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Scores;

namespace Microsoft.ML.Vae.Columns;

/// <summary>Makes the columns that a layout names.</summary>
internal static class OutputColumns
{
    /// <summary>The columns to add, in their order in the schema.</summary>
    public static IReadOnlyList<OutputColumn> Create(
        ColumnLayout layout, int latentDimension, CodebookShape? codebook, PixelColumn input, Scoring scoring)
    {
        var columns = new List<OutputColumn> { Latent(layout.Latent, OutputKinds.Mean) };
        Add(layout.LatentLogVariance, name => Latent(name, OutputKinds.LogVariance));
        Add(layout.LatentSample, name => Latent(name, OutputKinds.LatentSample));
        Add(layout.LatentIndex, name => new LatentIndexColumn(name, codebook!));
        Add(layout.Reconstruction, name => Image(layout, name, OutputKinds.Reconstruction, input, SlotNames.OfInput));
        Add(layout.Sample, name => Image(layout, name, OutputKinds.Sample, input, SlotNames.OfInput));
        Add(layout.Score, name => new ScoreColumn(name));
        Add(layout.PredictedLabel, name => new PredictedLabelColumn(name, scoring.Thresholds));
        Add(layout.PValue, name => new PValueColumn(name, scoring.Calibration));
        Add(layout.ScoreContributions, name => Contributions(layout, name, input, scoring.Groups));
        Add(layout.IsValid, name => new ValidityColumn(name));
        return columns;

        OutputColumn Latent(string name, OutputKinds kind) => new VectorOutputColumn(name, kind, latentDimension, SlotNames.Latent);

        void Add(string? name, Func<string, OutputColumn> create)
        {
            if (name is not null)
                columns.Add(create(name));
        }
    }

    /// <summary>An image decoded from the row's latent, next to a column of latents.</summary>
    public static OutputColumn Decoded(ColumnLayout layout, string name, PixelColumn input) =>
        Image(layout, name, OutputKinds.Reconstruction, input, SlotNames.None);

    private static OutputColumn Contributions(ColumnLayout layout, string name, PixelColumn input, ContributionGroups? groups) =>
        groups is not null
            ? new VectorOutputColumn(name, OutputKinds.Contributions, groups.Names.Count, SlotNames.Of(groups.Names))
            : layout.DecodesToImages
            ? new HeatMapColumn(name, input.Layout!)
            : new VectorOutputColumn(name, OutputKinds.Contributions, input.Size, input.IsImage ? SlotNames.None : SlotNames.OfInput);

    private static OutputColumn Image(ColumnLayout layout, string name, OutputKinds kind, PixelColumn input, SlotNames slots) =>
        layout.DecodesToImages
            ? new ImageOutputColumn(name, kind, input.Layout!, input.Range)
            : new VectorOutputColumn(name, kind, input.Size, input.IsImage ? SlotNames.None : slots);
}

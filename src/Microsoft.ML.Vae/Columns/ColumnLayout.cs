using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Latents;

namespace Microsoft.ML.Vae.Columns;

/// <summary>The columns of a transformer: what it reads, and under which names it shows what.</summary>
internal sealed record ColumnLayout
{
    public required string Input { get; init; }

    public required string Latent { get; init; }

    public string? LatentLogVariance { get; init; }

    public string? LatentSample { get; init; }

    public string? Reconstruction { get; init; }

    public string? Sample { get; init; }

    public string? Score { get; init; }

    public string? PredictedLabel { get; init; }

    /// <summary>Which vectors of the codebook a row's code consists of.</summary>
    public string? LatentIndex { get; init; }

    /// <summary>What is read beside the input: which kind of row it is.</summary>
    public string? Condition { get; init; }

    /// <summary>Whether pictures are images, not vectors.</summary>
    public bool PicturesAreImages { get; init; }

    public static ColumnLayout From(VaeOptions options, bool inputIsImage) => new()
    {
        PicturesAreImages = options.ImageOutput == ImageOutput.Image || options.ImageOutput == ImageOutput.Auto && inputIsImage,
        Input = options.InputColumnName ?? options.OutputColumnName,
        Latent = options.OutputColumnName,
        LatentLogVariance = options.LatentLogVarianceColumnName,
        LatentSample = options.LatentSampleColumnName,
        Reconstruction = options.ReconstructionColumnName,
        Sample = options.SampleColumnName,
        Score = options.ScoreColumnName,
        PredictedLabel = options.PredictedLabelColumnName,
        LatentIndex = options.LatentIndexColumnName,
        Condition = options.ConditionColumnName,
    };

    /// <summary>The columns to add, in their order in the schema.</summary>
    public IReadOnlyList<OutputColumn> Outputs(int latentDimension, CodebookShape? codebook, PixelColumn input, float scoreThreshold)
    {
        var columns = new List<OutputColumn> { Code(Latent, OutputKinds.Mean) };
        if (LatentLogVariance is not null)
            columns.Add(Code(LatentLogVariance, OutputKinds.LogVariance));
        if (LatentSample is not null)
            columns.Add(Code(LatentSample, OutputKinds.LatentSample));
        if (LatentIndex is not null)
            columns.Add(new LatentIndexColumn(LatentIndex, codebook!));
        if (Reconstruction is not null)
            columns.Add(Picture(Reconstruction, OutputKinds.Reconstruction, input));
        if (Sample is not null)
            columns.Add(Picture(Sample, OutputKinds.Sample, input));
        if (Score is not null)
            columns.Add(new ScoreColumn(Score));
        if (PredictedLabel is not null)
            columns.Add(new PredictedLabelColumn(PredictedLabel, scoreThreshold));
        return columns;

        OutputColumn Code(string name, OutputKinds content) => new VectorOutputColumn(name, content, latentDimension, IsPicture: false);
    }

    /// <summary>A picture, as an image or as a vector; one that stands beside codes alone has no slot names to take over.</summary>
    public OutputColumn Picture(string name, OutputKinds content, PixelColumn input, bool isOfCodes = false) => PicturesAreImages
        ? new ImageOutputColumn(name, content, input.Layout!, input.Range)
        : new VectorOutputColumn(name, content, input.Size, IsPicture: !input.IsImage && !isOfCodes);
}

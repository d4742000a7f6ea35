using Microsoft.ML.Vae.Tool.Data;

namespace Microsoft.ML.Vae.Tool.Training;

/// <summary>Chooses how to fit vectors of one length.</summary>
internal static class VectorJob
{
    /// <exception cref="InputException">An option does not suit the vectors.</exception>
    public static TrainingJob Create(MLContext context, Terminal terminal, ParquetVectors vectors, TrainSettings settings)
    {
        var layout = Layout(vectors, settings);
        var view = vectors.Load(context, settings.Condition);
        if (settings.Rows is { } rows)
            view = context.Data.TakeRows(view, rows);
        var kind = vectors.AreBytes ? "bytes" : "numbers";
        terminal.Line($"{vectors.Path}: {vectors.Count} rows, column '{vectors.Column}' with vectors of {vectors.Size} {kind}");
        var arePixels = vectors.AreBytes || layout is not null;
        var options = settings.ToOptions() with
        {
            InputColumnName = vectors.Column,
            Image = layout,
            ImageOutput = layout is null ? ImageOutput.Auto : ImageOutput.Image,
            Network = settings.Convolutional ? Network.Convolutional() : Network.FullyConnected(settings.Dense),
            Likelihood = settings.Likelihood ?? (arePixels ? Likelihood.Bernoulli : Likelihood.Mixed()),
            LatentDimension = settings.LatentDimension ?? VaeDefaults.LatentDimension,
        };
        return new TrainingJob(view, Before: null, options,
        [
            layout is null ? "vectors, not images (--size WIDTHxHEIGHT for images)" : $"images of {layout}, as asked for",
            settings.Convolutional ? "convolutional network, as asked for" : "dense network",
            $"likelihood {options.Likelihood}{(settings.Likelihood is null ? Reason(arePixels) : "")} (--likelihood)",
            FormattableString.Invariant($"{options.LatentDimension} latent dimensions (--latent)"),
        ]);
    }

    private static string Reason(bool arePixels) => arePixels ? ", which suits pixels" : ", which standardizes numbers";

    private static ImageLayout? Layout(ParquetVectors vectors, TrainSettings settings)
    {
        if (settings.Size is not { } size)
        {
            return settings.Convolutional || settings.Channels is not null
                ? throw new InputException(
                    $"--conv and --channels are for images: say by --size that the vectors of '{vectors.Path}' are some.")
                : null;
        }
        var layout = new ImageLayout(size.Height, size.Width, settings.Channels ?? 1);
        return layout.Size == vectors.Size ? layout : throw new InputException(
            $"Vectors of {vectors.Size} numbers are no images of {layout}: --size and --channels ask for {layout.Size}.");
    }
}

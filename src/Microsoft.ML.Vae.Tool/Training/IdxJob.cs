using Microsoft.ML.Vae.Tool.Data;

namespace Microsoft.ML.Vae.Tool.Training;

/// <summary>Chooses how to fit grey images of one size.</summary>
internal static class IdxJob
{
    private const string Image = nameof(Image);

    public static TrainingJob Create(MLContext context, Terminal terminal, IdxImages images, TrainSettings settings)
    {
        if (settings.Size is not null || settings.Channels is 3)
            throw new InputException("--size and --channels are for image files; IDX files hold grey images of one size.");
        var view = images.Load(context, Image, settings.Condition);
        var count = images.Count;
        if (settings.Rows is { } rows)
            (view, count) = (context.Data.TakeRows(view, rows), Math.Min(count, rows));
        terminal.Line($"{images.Path}: {count} grey images of {images.Width} x {images.Height} pixels");
        var options = settings.ToOptions() with
        {
            InputColumnName = Image,
            Image = new ImageLayout(images.Height, images.Width, 1),
            ImageOutput = ImageOutput.Image,
            Network = settings.Convolutional ? Network.Convolutional() : Network.FullyConnected(settings.Dense),
            Likelihood = settings.Likelihood ?? Likelihood.Bernoulli,
            LatentDimension = settings.LatentDimension ?? VaeDefaults.LatentDimension,
        };
        return new TrainingJob(view, Before: null, options,
        [
            settings.Convolutional
                ? "convolutional network, as asked for"
                : "dense network, which is fast on small grey images (--conv for a convolutional one)",
            $"likelihood {options.Likelihood}{(settings.Likelihood is null ? ", which suits pixels" : "")} (--likelihood)",
            FormattableString.Invariant($"{options.LatentDimension} latent dimensions (--latent)"),
        ]);
    }
}

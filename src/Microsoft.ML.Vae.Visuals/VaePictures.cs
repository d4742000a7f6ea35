using Microsoft.ML.Vae.Generation;
using Microsoft.ML.Vae.Visuals.Drawing;
using Microsoft.ML.Vae.Visuals.Pictures;
using Microsoft.ML.Vae.Visuals.Rows;

namespace Microsoft.ML.Vae.Visuals;

/// <summary>
/// Pictures of what a model has learned, for models whose rows make images. Each throws an <see cref="InvalidOperationException"/> with one
/// sentence if it cannot be drawn: rows that make no image, data without rows, a model without what is shown.
/// </summary>
public static class VaePictures
{
    private const int MostTiles = 4096;
    private const int MostSteps = 64;
    private const int MostZoom = 64;

    /// <summary>The first rows of the data over their reconstructions, with the squared error per pixel of each.</summary>
    /// <param name="transformer">The model.</param>
    /// <param name="data">Rows with the input column.</param>
    /// <param name="count">How many, in [1, 4096]; fewer are drawn if there are no more. Default: 10.</param>
    /// <param name="options">How rows become images. Default: null, as the model knows it.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range, or the input column is missing.</exception>
    /// <exception cref="InvalidOperationException">The rows make no image, or there are none.</exception>
    public static Picture ReconstructionPicture(
        this VaeTransformer transformer, IDataView data, int count = 10, PictureOptions? options = null)
    {
        options = Check(transformer, data, options);
        Guard.InRange(count, 1, MostTiles);
        return ReconstructionSheet.Draw(transformer, data, count, ImageShape.Of(transformer, options), options);
    }

    /// <summary>
    /// Samples from the prior, decoded. Without a given condition, a model that is conditioned on a key shows a row of samples for each of
    /// its first ten values, all from the same latents.
    /// </summary>
    /// <param name="transformer">The model.</param>
    /// <param name="count">How many, in [1, 4096]. Default: 64.</param>
    /// <param name="seed">Seeds the draws. Default: 1.</param>
    /// <param name="options">How rows become images, and the condition. Default: null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The rows make no image, or the model has no prior.</exception>
    public static Picture SamplePicture(this VaeTransformer transformer, int count = 64, int seed = 1, PictureOptions? options = null)
    {
        options = Check(transformer, options);
        Guard.InRange(count, 1, MostTiles);
        return SampleSheet.Draw(transformer, count, seed, ImageShape.Of(transformer, options), options);
    }

    /// <summary>
    /// The plane of two latent dimensions, decoded at points of equal probability, the other dimensions at their middle: the manifold of
    /// Kingma and Welling ("Auto-Encoding Variational Bayes", 2014, figure 4).
    /// </summary>
    /// <param name="transformer">The model.</param>
    /// <param name="data">
    /// Rows whose latents give the quantiles. Default: null, the quantiles of the prior N(0, 1); a model without such a prior, as of <see
    /// cref="Objective.Autoencoder"/> and <see cref="Objective.VectorQuantization"/>, needs rows.
    /// </param>
    /// <param name="steps">Points per dimension, in [2, 64]. Default: 20.</param>
    /// <param name="horizontal">The dimension across. Default: null, the one with the largest KL divergence.</param>
    /// <param name="vertical">The dimension upwards. Default: null, the next.</param>
    /// <param name="options">How rows become images, and the condition. Default: null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The rows make no image, or the model needs data for its quantiles.</exception>
    public static Picture LatentGridPicture(
        this VaeTransformer transformer, IDataView? data = null, int steps = 20, int? horizontal = null, int? vertical = null,
        PictureOptions? options = null)
    {
        options = Check(transformer, options);
        Guard.InRange(steps, 2, MostSteps);
        Guard.InRange(horizontal ?? 0, 0, transformer.LatentDimension - 1, nameof(horizontal));
        Guard.InRange(vertical ?? 0, 0, transformer.LatentDimension - 1, nameof(vertical));
        if (horizontal is { } both && vertical == both)
            throw Guard.OutOfRange(both, "another dimension than horizontal", nameof(vertical));
        return LatentGrid.Draw(transformer, data, steps, (horizontal, vertical), ImageShape.Of(transformer, options), options);
    }

    /// <summary>A row of pictures from each row of the data to the next, decoded between their latents.</summary>
    /// <param name="transformer">The model.</param>
    /// <param name="data">Rows with the input column; the first are shown.</param>
    /// <param name="rows">Rows to pass through, in [2, 64]. Default: 6, in five steps from one to the next.</param>
    /// <param name="steps">Pictures from a row to the next, both included, in [2, 64]. Default: 10.</param>
    /// <param name="path">A straight line or an arc. Default: a straight line.</param>
    /// <param name="options">How rows become images, and the condition. Default: null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range, or the input column is missing.</exception>
    /// <exception cref="InvalidOperationException">The rows make no image, or there are fewer than two.</exception>
    public static Picture InterpolationPicture(
        this VaeTransformer transformer, IDataView data, int rows = 6, int steps = 10, InterpolationPath path = InterpolationPath.Linear,
        PictureOptions? options = null)
    {
        options = Check(transformer, data, options);
        Guard.InRange(rows, 2, MostSteps);
        Guard.InRange(steps, 2, MostSteps);
        Guard.Defined(path);
        return Interpolation.Draw(transformer, data, rows, steps, path, ImageShape.Of(transformer, options), options);
    }

    /// <summary>A journey through rows of the data and back to the first, decoded between their latents.</summary>
    /// <param name="transformer">The model.</param>
    /// <param name="data">Rows with the input column; the first are shown.</param>
    /// <param name="rows">Rows to pass through, in [2, 64]. Default: 6.</param>
    /// <param name="steps">Frames from a row to the next, in [2, 64]. Default: 16.</param>
    /// <param name="path">A straight line or an arc. Default: a straight line.</param>
    /// <param name="options">How rows become images, and the condition. Default: null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range, or the input column is missing.</exception>
    /// <exception cref="InvalidOperationException">The rows make no image, or there are fewer than two.</exception>
    public static Animation InterpolationAnimation(
        this VaeTransformer transformer, IDataView data, int rows = 6, int steps = 16, InterpolationPath path = InterpolationPath.Linear,
        PictureOptions? options = null)
    {
        options = Check(transformer, data, options);
        Guard.InRange(rows, 2, MostSteps);
        Guard.InRange(steps, 2, MostSteps);
        Guard.Defined(path);
        return Interpolation.Animate(transformer, data, rows, steps, path, ImageShape.Of(transformer, options), options);
    }

    /// <summary>
    /// What each latent dimension does: copies of one latent in which a single dimension runs from −range to range, a row for each, those
    /// with the largest KL divergence first.
    /// </summary>
    /// <param name="transformer">The model.</param>
    /// <param name="data">Rows with the input column, whose first is the one to start from. Default: null, the middle of the prior.</param>
    /// <param name="dimensions">How many dimensions, in [1, 64]; fewer are drawn if there are no more. Default: 10.</param>
    /// <param name="range">How far to go, in standard deviations of the prior, in (0, 100]. Default: 3.</param>
    /// <param name="steps">Pictures per row, in [2, 64]. Default: 11.</param>
    /// <param name="options">How rows become images, and the condition. Default: null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range, or the input column is missing.</exception>
    /// <exception cref="InvalidOperationException">The rows make no image, or there are none.</exception>
    public static Picture TraversalPicture(
        this VaeTransformer transformer, IDataView? data = null, int dimensions = 10, double range = 3, int steps = 11,
        PictureOptions? options = null)
    {
        options = Check(transformer, options);
        Guard.InRange(dimensions, 1, MostSteps);
        Guard.Positive(range, 100);
        Guard.InRange(steps, 2, MostSteps);
        return TraversalSheet.Draw(transformer, data, dimensions, range, steps, ImageShape.Of(transformer, options), options);
    }

    /// <summary>
    /// Samples from the prior, each with the rows of the data that are nearest to it in squared distance of the pixels: copies would show
    /// that the model has learned its rows by heart.
    /// </summary>
    /// <param name="transformer">The model.</param>
    /// <param name="data">Rows with the input column, such as the training data; all are read.</param>
    /// <param name="count">How many samples, in [1, 64]. Default: 8.</param>
    /// <param name="neighbors">Rows beside each, in [1, 16]. Default: 5.</param>
    /// <param name="seed">Seeds the draws. Default: 1.</param>
    /// <param name="options">How rows become images, and the condition. Default: null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range, or the input column is missing.</exception>
    /// <exception cref="InvalidOperationException">The rows make no image, there are none, or the model has no prior.</exception>
    public static Picture NearestRowsPicture(
        this VaeTransformer transformer, IDataView data, int count = 8, int neighbors = 5, int seed = 1, PictureOptions? options = null)
    {
        options = Check(transformer, data, options);
        Guard.InRange(count, 1, MostSteps);
        Guard.InRange(neighbors, 1, 16);
        return NearestRows.Draw(transformer, data, count, neighbors, seed, ImageShape.Of(transformer, options), options);
    }

    /// <summary>
    /// Where the anomaly score of each row comes from: the image, the reconstruction, and the share of each pixel over the image, as <see
    /// cref="VaeOptions.ScoreContributionsColumnName"/> gives it. One scale of colours holds for all rows.
    /// </summary>
    /// <param name="transformer">The model.</param>
    /// <param name="data">Rows with the input column; the first are shown.</param>
    /// <param name="count">How many, in [1, 4096]; fewer are drawn if there are no more. Default: 10.</param>
    /// <param name="options">How rows become images. Default: null, as the model knows it.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range, or the input column is missing.</exception>
    /// <exception cref="InvalidOperationException">The rows make no image, there are none, or the score is no sum over pixels.</exception>
    public static Picture HeatMapPicture(this VaeTransformer transformer, IDataView data, int count = 10, PictureOptions? options = null)
    {
        options = Check(transformer, data, options);
        Guard.InRange(count, 1, MostTiles);
        return HeatMapSheet.Draw(transformer, data, count, ImageShape.Of(transformer, options), options);
    }

    /// <summary>
    /// How the model learned: what it made of the same latents, or rows, at the end of at most twelve epochs, of a fit with <see
    /// cref="VaeOptions.SnapshotSamples"/>.
    /// </summary>
    /// <param name="transformer">The model, as it was fitted; a loaded one has no snapshots.</param>
    /// <param name="content">Samples or reconstructions. Default: samples.</param>
    /// <param name="options">How rows become images. Default: null, as the model knows it.</param>
    /// <exception cref="InvalidOperationException">The rows make no image, or the history has no such snapshots.</exception>
    public static Picture SnapshotPicture(
        this VaeTransformer transformer, SnapshotContent content = SnapshotContent.Samples, PictureOptions? options = null)
    {
        options = Check(transformer, options);
        return SnapshotSheet.Draw(transformer, Guard.Defined(content), ImageShape.Of(transformer, options), options);
    }

    /// <summary>The same as an animation with a frame for every epoch.</summary>
    /// <param name="transformer">The model, as it was fitted; a loaded one has no snapshots.</param>
    /// <param name="content">Samples or reconstructions. Default: samples.</param>
    /// <param name="options">How rows become images. Default: null, as the model knows it.</param>
    /// <exception cref="InvalidOperationException">The rows make no image, or the history has no such snapshots.</exception>
    public static Animation SnapshotAnimation(
        this VaeTransformer transformer, SnapshotContent content = SnapshotContent.Samples, PictureOptions? options = null)
    {
        options = Check(transformer, options);
        return SnapshotSheet.Animate(transformer, Guard.Defined(content), ImageShape.Of(transformer, options), options);
    }

    /// <summary>The image that a latent decodes to, alone, without title or frame.</summary>
    /// <param name="transformer">The model.</param>
    /// <param name="latent">The latent, <see cref="VaeTransformer.LatentDimension"/> numbers.</param>
    /// <param name="options">How rows become images, and the condition; without a zoom, the image has its own size. Default: null.</param>
    /// <exception cref="ArgumentException">The latent has another size or a number that is not finite.</exception>
    /// <exception cref="InvalidOperationException">The rows make no image.</exception>
    public static Picture LatentPicture(this VaeTransformer transformer, IReadOnlyList<float> latent, PictureOptions? options = null)
    {
        options = Check(transformer, options);
        LatentPath.Check(latent, transformer.LatentDimension, nameof(latent));
        ImageShape shape = ImageShape.Of(transformer, options);
        float[] values = ModelReader.Decode(transformer, [[.. latent]], Conditions.Of(transformer, options))[0];
        return shape.ToTile(values).ToPicture(options.Zoom ?? 1, "The image that a latent decodes to.");
    }

    private static PictureOptions Check(VaeTransformer transformer, IDataView data, PictureOptions? options)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Check(transformer, options);
    }

    private static PictureOptions Check(VaeTransformer transformer, PictureOptions? options)
    {
        ArgumentNullException.ThrowIfNull(transformer);
        if (options?.Zoom is { } zoom)
            Guard.InRange(zoom, 1, MostZoom, nameof(PictureOptions.Zoom));
        return options ?? new PictureOptions();
    }
}

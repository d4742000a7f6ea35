using Microsoft.ML.Transforms;
using Microsoft.ML.Vae.Visuals;

namespace Microsoft.ML.Vae.Gallery;

/// <summary>All that the page shows.</summary>
internal static class Rooms
{
    public static IReadOnlyList<Room> All { get; } = [Ten, Plane, Conditional, Anomalies];

    private static Room Ten => new(
        "A model of ten dimensions",
        "Trained with a validation set, which tells the best epoch, and with snapshots of what it makes after each epoch.",
        new VaeOptions
        {
            OutputColumnName = "Latent",
            InputColumnName = "Pixels",
            Image = new ImageLayout(28, 28, 1),
            LatentDimension = 10,
            Network = Network.FullyConnected([400]),
            Epochs = 12,
            ValidationFraction = 0.1,
            SnapshotSamples = new SnapshotOptions { Count = 4 },
        },
        [
            new("Losses", "Both terms and their sum, of the training and the validation rows, and the epoch whose weights were kept.",
                "losses.png",
                (model, digits) => model.LossChart().WithSize(720, 420).SavePng("losses.png")),
            new("Latent space, by principal components", "The plane in which the codes vary most; classes overlap in it.", "components.png",
                (model, digits) => model.LatentChart(digits, "Label", rows: 400).WithSize(480, 480).SavePng("components.png")),
            new("Latent space, by t-SNE", "The same codes with their neighbourhoods kept: classes come apart.", "tsne.png",
                (model, digits) => model.LatentChart(digits, "Label", LatentProjection.Tsne, rows: 400)
                    .WithSize(480, 480).SavePng("tsne.png")),
            new("Histograms of the latent dimensions", "One draw of z per row beside N(0, 1), from which samples are drawn.",
                "histograms.png",
                (model, digits) => model.LatentHistogramChart(digits).WithSize(720, 480).SavePng("histograms.png")),
            new("KL divergence of each dimension", "What each dimension carries; one that carries nothing would be inactive.",
                "divergence.png",
                (model, digits) => model.KlChart(digits).WithSize(560, 360).SavePng("divergence.png")),
            new("Originals over reconstructions", "With the squared error per pixel of each.", "reconstructions.png",
                (model, digits) => model.ReconstructionPicture(digits, count: 10).SavePng("reconstructions.png")),
            new("Samples", "Draws from the prior, decoded.", "samples.png",
                (model, digits) => model.SamplePicture(count: 64, seed: 1, new PictureOptions { Zoom = 1 }).SavePng("samples.png")),
            new("Interpolation along a straight line", "Each row goes from one digit of the data to the next.",
                "interpolation-straight.png",
                (model, digits) => model.InterpolationPicture(digits, rows: 5, steps: 10, options: new() { Zoom = 1 })
                    .SavePng("interpolation-straight.png")),
            new("Interpolation along an arc", "Around the origin, where the prior has no mass in many dimensions.",
                "interpolation-spherical.png",
                (model, digits) => model.InterpolationPicture(digits, rows: 5, steps: 10, InterpolationPath.Spherical, new() { Zoom = 1 })
                    .SavePng("interpolation-spherical.png")),
            new("Interpolation, animated", "A journey through digits of the data and back.", "interpolation.gif",
                (model, digits) => model.InterpolationAnimation(digits, rows: 3, steps: 7, options: new() { Zoom = 3 })
                    .SaveGif("interpolation.gif")),
            new("Traversals", "What each dimension changes in one digit.", "traversals.png",
                (model, digits) => model.TraversalPicture(digits, options: new PictureOptions { Zoom = 1 }).SavePng("traversals.png")),
            new("Samples and the nearest training images", "New digits, not copies of the rows beside them.", "nearest.png",
                (model, digits) => model.NearestRowsPicture(digits, count: 6, options: new() { Zoom = 1 }).SavePng("nearest.png")),
            new("Error map", "Where the anomaly score of a digit comes from.", "heatmap.png",
                (model, digits) => model.HeatMapPicture(digits, count: 5).SavePng("heatmap.png")),
            new("Samples after each epoch", "The same latents, decoded while the model learned.", "samples-by-epoch.png",
                (model, digits) => model.SnapshotPicture(options: new() { Zoom = 1 }).SavePng("samples-by-epoch.png")),
            new("Reconstructions after each epoch", "The same digits, below their originals.", "reconstructions-by-epoch.png",
                (model, digits) => model.SnapshotPicture(SnapshotContent.Reconstructions, new() { Zoom = 1 })
                    .SavePng("reconstructions-by-epoch.png")),
            new("Samples after each epoch, animated", "A frame for each epoch.", "samples-by-epoch.gif",
                (model, digits) => model.SnapshotAnimation(options: new() { Zoom = 1 }).SaveGif("samples-by-epoch.gif")),
        ]);

    private static Room Plane => new(
        "A model of two dimensions",
        "Its codes need no projection.",
        new VaeOptions
        {
            OutputColumnName = "Latent",
            InputColumnName = "Pixels",
            Image = new ImageLayout(28, 28, 1),
            LatentDimension = 2,
            Network = Network.FullyConnected([512, 256]),
            Epochs = 30,
        },
        [
            new("Latent space", "The codes of digits, in the colours of their classes.", "latents.png",
                (model, digits) => model.LatentChart(digits, "Label", rows: 400).WithSize(480, 480).SavePng("latents.png")),
            new("The plane, decoded", "At quantiles of the prior, so that each digit has the area that it has among samples.", "grid.png",
                (model, digits) => model.LatentGridPicture(steps: 12, options: new() { Zoom = 1 }).SavePng("grid.png")),
        ]);

    private static Room Conditional => new(
        "A model that is told the digit",
        "`Class` is the label as a key.",
        new VaeOptions
        {
            OutputColumnName = "Latent",
            InputColumnName = "Pixels",
            ConditionColumnName = "Class",
            Image = new ImageLayout(28, 28, 1),
            LatentDimension = 8,
            Network = Network.FullyConnected([400]),
            Epochs = 20,
        },
        [
            new("Samples of each class", "A column has one latent, a style of writing; a row has one digit.", "classes.png",
                (model, digits) => model.SamplePicture(count: 120, options: new() { Zoom = 1 }).SavePng("classes.png")),
        ])
    {
        Train = (context, rows) => context.Transforms.Conversion
            .MapValueToKey("Class", "Label", keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue).Fit(rows).Transform(rows),
    };

    private static Room Anomalies => new(
        "A model of one digit",
        "Trained on the digit 3 alone; all others are anomalies, in the column `IsOther`.",
        new VaeOptions
        {
            OutputColumnName = "Latent",
            InputColumnName = "Pixels",
            ScoreColumnName = "Score",
            PredictedLabelColumnName = "IsAnomaly",
            Image = new ImageLayout(28, 28, 1),
            LatentDimension = 8,
            Network = Network.FullyConnected([400]),
            Epochs = 25,
        },
        [
            new("Anomaly scores", "Of the digit that the model knows and of the others, with the threshold.", "scores.png",
                (model, digits) => model.ScoreChart(digits, "IsOther").WithSize(720, 420).SavePng("scores.png")),
            new("ROC curve", "The share of anomalies found against that of false alarms, for every threshold.", "roc.png",
                (model, digits) => model.RocChart(digits, "IsOther").WithSize(480, 480).SavePng("roc.png")),
        ])
    {
        Train = (context, rows) => context.Data.FilterByCustomPredicate<Row>(rows, row => row.IsOther),   // true: left out
    };

    private sealed class Row
    {
        public bool IsOther { get; set; }
    }
}

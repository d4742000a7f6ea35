using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Visuals.Tests;

/// <summary>Models and data that are at the edge: each gives a picture, or one sentence.</summary>
public sealed class BadInputTests
{
    private static readonly MLContext _context = new(1);

    [Fact]
    public void Pictures_OfAModelWithoutImages_SayHowToGiveOne()
    {
        using VaeTransformer model = Fit(Rows(60), latentDimension: 2);

        Should.Throw<InvalidOperationException>(() => model.SamplePicture()).Message.ShouldBe(
            "The rows of column 'Features', 6 numbers each, are not known to make an image; set PictureOptions.Image if they do.");
        model.SamplePicture(options: new PictureOptions { Image = new ImageLayout(2, 3, 1) }).Width.ShouldBeGreaterThan(0);
        Should.Throw<ArgumentException>(() => model.SamplePicture(options: new PictureOptions { Image = new ImageLayout(2, 2, 1) }))
            .Message.ShouldStartWith("Image is 2 x 2 with 1 planar channels, 4 numbers; must be of 6, as the rows of column 'Features'.");
        model.ToHtmlReport(Rows(60)).ShouldContain("Pictures: The rows of this model are not known to make images.");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4096)]
    public void Everything_OfAModelWithFewOrManyLatents_IsDrawn(int latentDimension)
    {
        IDataView rows = Rows(60);
        using VaeTransformer model = Fit(rows, latentDimension);
        var pictures = new PictureOptions { Image = new ImageLayout(2, 3, 1) };

        string report = model.ToHtmlReport(rows, new ReportOptions { Pictures = pictures, LabelColumnName = "Kind", AnomalyLabelColumnName = "IsOdd" });

        report.Split("<article>").Length.ShouldBe(latentDimension > 2 ? 15 : 14);
        report.ShouldContain("Samples by epoch: The history has no snapshots");
        model.InterpolationAnimation(rows, 2, 2, options: pictures).Frames.Count.ShouldBe(4);
    }

    [Fact]
    public void Everything_OfThreeRows_IsDrawnButForTsne()
    {
        IDataView rows = Rows(3);
        using VaeTransformer model = Fit(rows, latentDimension: 3);

        string report = model.ToHtmlReport(rows, new ReportOptions { Pictures = new PictureOptions { Image = new ImageLayout(2, 3, 1) } });

        report.ShouldContain("Latent space by t-SNE: The data has 3 rows; t-SNE needs at least 4.");
        report.Split("<article>").Length.ShouldBe(12);
    }

    [Fact]
    public void Everything_OfAnEmptyView_SaysThatThereAreNoRows()
    {
        IDataView rows = Rows(20), empty = Rows(0);
        using VaeTransformer model = Fit(rows, latentDimension: 2);
        var options = new PictureOptions { Image = new ImageLayout(2, 3, 1) };
        Action[] all =
        [
            () => model.LatentChart(empty), () => model.LatentHistogramChart(empty), () => model.KlChart(empty),
            () => model.ScoreChart(empty, "IsOdd"), () => model.RocChart(empty, "IsOdd"), () => model.ReconstructionPicture(empty, options: options),
            () => model.InterpolationPicture(empty, options: options), () => model.TraversalPicture(empty, options: options),
            () => model.NearestRowsPicture(empty, options: options), () => model.HeatMapPicture(empty, options: options),
            () => model.LatentGridPicture(empty, options: options), () => model.ToHtmlReport(empty),
        ];

        foreach (Action draw in all)
            Should.Throw<InvalidOperationException>(draw).Message.ShouldContain("has no rows");
    }

    [Fact]
    public void Pictures_OfAPlainAutoencoder_NeedDataOrSayWhatItLacks()
    {
        IDataView rows = Rows(60);
        using VaeTransformer model = Fit(rows, 2, Objective.Autoencoder);
        var options = new PictureOptions { Image = new ImageLayout(2, 3, 1) };

        Should.Throw<InvalidOperationException>(() => model.SamplePicture(options: options)).Message.ShouldContain("no prior");
        Should.Throw<InvalidOperationException>(() => model.LatentGridPicture(options: options)).Message.ShouldContain("pass data");
        model.LatentGridPicture(rows, 3, options: options).AlternativeText.ShouldContain("quantiles of the data's latents");
        model.KlChart(rows).Title.ShouldBe("Variance per latent dimension");
    }

    [Fact]
    public void Samples_OfAConditionalModel_HaveARowForEachValue()
    {
        IDataView rows = _context.Transforms.Conversion.MapValueToKey("Kind").Fit(Rows(60)).Transform(Rows(60));
        using VaeTransformer model = _context.Transforms.VariationalAutoencoder(Options(2) with { ConditionColumnName = "Kind" }).Fit(rows);
        var options = new PictureOptions { Image = new ImageLayout(2, 3, 1) };

        model.SamplePicture(9, options: options).AlternativeText.ShouldContain("a row for each value of Kind");
        model.LatentGridPicture(steps: 2, options: options).AlternativeText.ShouldContain("Kind = a");
        model.LatentGridPicture(steps: 2, options: options with { Condition = [2] }).AlternativeText.ShouldContain("Kind = b");
        Should.Throw<ArgumentException>(() => model.LatentGridPicture(options: options with { Condition = [9] }))
            .Message.ShouldStartWith("condition holds 9; must be a whole number in [1, 3]");
    }

    private static VaeOptions Options(int latentDimension) => new()
    {
        OutputColumnName = "Latent",
        InputColumnName = "Features",
        ScoreColumnName = "Anomaly",
        Network = Network.FullyConnected([8]),
        LatentDimension = latentDimension,
        Epochs = 2,
        Seed = 1,
    };

    private static VaeTransformer Fit(IDataView rows, int latentDimension, Objective? objective = null) =>
        _context.Transforms.VariationalAutoencoder(Options(latentDimension) with { Objective = objective ?? Objective.Elbo() }).Fit(rows);

    private static IDataView Rows(int count)
    {
        var random = new Random(3);
        return _context.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(i => new Row
        {
            Features = [.. Enumerable.Range(0, 6).Select(j => (j + i) % 3 == 0 ? random.NextSingle() : 0)],
            Kind = new string("abc"[i % 3], 1),
            IsOdd = i % 2 == 1,
        }).ToArray());
    }

    private sealed class Row
    {
        [VectorType(6)]
        public float[] Features { get; set; } = [];

        public string Kind { get; set; } = "";

        public bool IsOdd { get; set; }
    }
}

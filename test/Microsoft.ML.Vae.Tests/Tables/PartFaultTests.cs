namespace Microsoft.ML.Vae.Tests.Tables;

/// <summary>Parts that do not fit the column, and rows that do not fit the parts.</summary>
public class PartFaultTests
{
    private const string Start = "Likelihood.Mixed: of column 'Features', ";

    private static readonly Lazy<IDataView> _data = new(() => SmallTable.Encoded(SmallTable.Rows(20)));

    private static readonly Dictionary<string, LikelihoodPart[]> _parts = new()
    {
        ["unknown"] = [LikelihoodPart.Gaussian("Height", "Wage"), LikelihoodPart.Others],
        ["overlapping"] = [LikelihoodPart.Gaussian(0..3), LikelihoodPart.Categorical("Country"), LikelihoodPart.Others],
        ["missing"] = [LikelihoodPart.Gaussian("Height"), LikelihoodPart.Bernoulli("IsMember")],
        ["beyond"] = [LikelihoodPart.Gaussian(0..9)],
        ["empty"] = [LikelihoodPart.Gaussian(2..2), LikelihoodPart.Others],
    };

    [Theory]
    [InlineData("unknown", "there are no slots of 'Wage'; there are those of 'Height', 'Income', 'Country', 'IsMember'")]
    [InlineData("overlapping", "slot 2 ('Country.")]
    [InlineData("missing", "no part has slot 1 ('Income'), slots 2..4 ('Country'). Give each slot a part, or add LikelihoodPart.Others for the rest")]
    [InlineData("beyond", "Gaussian(0..9) holds none of the 6 slots, or more than there are")]
    [InlineData("empty", "Gaussian(2..2) holds none of the 6 slots, or more than there are")]
    public void Fit_PartsThatDoNotFit_AreRefusedBeforeAnyRowIsRead(string name, string message)
    {
        Exception e = Should.Throw<ArgumentException>(() => Fit(_data.Value, _parts[name]));

        e.Message.ShouldStartWith(Start + message);
        if (name == "overlapping")
            e.Message.ShouldContain("is in two parts, Gaussian(0..3) and Categorical('Country')");
    }

    [Fact]
    public void Fit_NamesOfAColumnWithoutSlotNames_AreRefusedWithTheRemedy() =>
        Should.Throw<ArgumentException>(() => (SmallTable.Options with
        {
            InputColumnName = PixelViews.Column,
            Likelihood = Likelihood.Mixed(LikelihoodPart.Gaussian("Height")),
        }).Fit(PixelViews.OfSingles(new MLContext(), [[1, 2], [3, 4]])))
            .Message.ShouldContain("there are no slots of 'Height', because its slots have no names; use ranges of slots");

    [Fact]
    public void Fit_BytesOrImages_AreRefused()
    {
        VaeOptions options = SmallTable.Options with { InputColumnName = PixelViews.Column, Likelihood = Likelihood.Mixed() };

        Should.Throw<ArgumentOutOfRangeException>(() => options.Fit(PixelViews.OfBytes(new MLContext(), [[1, 2], [3, 4]])))
            .Message.ShouldContain("expected vector of Single, for the mixed likelihood, got Vector<Byte, 2>");
        Should.Throw<ArgumentOutOfRangeException>(() => options.Fit(TwoColorImages.View(new MLContext(), 3))).Message.ShouldContain("for the mixed likelihood");
    }

    [Theory]
    [InlineData(3, 0.5f, "slot 3: got 0.5, but an indicator of the category 'Country' must be 0 or 1. Use OneHotEncoding with its default output, Indicator, and normalize numbers before they are concatenated with categories.")]
    [InlineData(5, 2f, "slot 5: got 2, but the flag 'IsMember' must be 0 or 1. Convert the column to 0 and 1, or make it a part of numbers (LikelihoodPart.Gaussian).")]
    [InlineData(0, float.NaN, "slot 0: got NaN, but a number must be finite. Remove the row, or append ReplaceMissingValues before.")]
    public void EveryReader_ValueThatAPartCannotHold_SaysWhichAndWhy(int slot, float value, string message)
    {
        float[] row = [170, 30_000, 0, 0, 1, 1];
        row[slot] = value;

        Refused(row).ShouldBe($"Column 'Features', row 2, {message}");
    }

    [Fact]
    public void EveryReader_TwoValuesOfOneCategory_AreRefused() =>
        Refused([170, 30_000, 0, 1, 1, 1]).ShouldStartWith(
            "Column 'Features', row 2, slot 4: got a second 1 (slot 3 is the first), but an indicator of the category 'Country' has one at most.");

    /// <summary>A missing value, and one that the encoder has not seen, have no slot of their own.</summary>
    [Fact]
    public void Fit_RowsWithoutACategory_AreUsed()
    {
        SmallTable.Person[] rows = SmallTable.Rows(40);
        rows[3].Country = "";
        rows[4].Country = "XX";

        using VaeTransformer model = (SmallTable.Options with { ScoreColumnName = "Score" }).Fit(SmallTable.Encoded(rows));

        model.Transform(SmallTable.Encoded(rows)).Values<float>("Score").ShouldAllBe(score => float.IsFinite(score));
    }

    [Fact]
    public void Parts_WithoutNamesOrWithNull_AreRefused()
    {
        Should.Throw<ArgumentException>(() => LikelihoodPart.Gaussian((string[])[])).Message.ShouldContain("There are no column names");
        Should.Throw<ArgumentNullException>(() => LikelihoodPart.Categorical((string[])null!));
        Should.Throw<ArgumentNullException>(() => LikelihoodPart.Bernoulli("A", null!));
        Should.Throw<ArgumentNullException>(() => Likelihood.Mixed(null!));
        Should.Throw<ArgumentNullException>(() => Likelihood.Mixed([null!]));
        Should.Throw<ArgumentOutOfRangeException>(() => LikelihoodPart.Gaussian(0, 0..2)).Message.ShouldContain("must be in [0.0001, 10000]");
    }

    [Fact]
    public void Fit_GroupsOfImages_AreRefused()
    {
        VaeOptions options = TestOptions.ForTwoColors() with { ScoreContributionsColumnName = "Map", ContributionGrouping = ContributionGrouping.SourceColumn };

        Should.Throw<ArgumentException>(() => options.Fit(TwoColorImages.View(new MLContext(), 3))).Message
            .ShouldStartWith("ContributionGrouping is SourceColumn; must be Slot for images.");
    }

    [Fact]
    public void Options_ScalingOrImagesOfATable_AreRefused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new MLContext().Transforms.VariationalAutoencoder(
            SmallTable.Options with { PixelScaling = PixelScaling.None, Image = new ImageLayout(2, 3, 1) }))
            .Message.ShouldContain("PixelScaling is (value - 0) * 1; must be null with the mixed likelihood, which standardizes numbers itself.");

    private static string Refused(float[] bad)
    {
        using VaeTransformer model = SmallTable.Options.Fit(_data.Value);
        IDataView rows = Vectors([[170, 30_000, 0, 0, 1, 1], [160, 20_000, 0, 0, 0, 0], bad]);
        string transform = Should.Throw<InvalidOperationException>(() => model.Transform(rows).Vectors("Latent")).Message;
        Should.Throw<InvalidOperationException>(() => model.Evaluate(rows)).Message.ShouldBe(transform);
        return transform;
    }

    private static IDataView Vectors(float[][] rows)
    {
        IDataView view = PixelViews.OfSingles(new MLContext(), rows);
        return new MLContext().Transforms.CopyColumns(SmallTable.Features, PixelViews.Column).Fit(view).Transform(view);
    }

    private static void Fit(IDataView data, LikelihoodPart[] parts) => (SmallTable.Options with { Likelihood = Likelihood.Mixed(parts) }).Fit(data).Dispose();
}

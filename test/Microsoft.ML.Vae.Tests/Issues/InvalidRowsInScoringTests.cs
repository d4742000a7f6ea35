using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Issues;

/// <summary>One unusable row does not end a pass over all others, unless that is asked for; and a message says which row it is.</summary>
public sealed class InvalidRowsInScoringTests : IDisposable
{
    private const int Rows = 600;
    private const string IsValid = "IsValid";

    private readonly MLContext _context = new(1);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Transform_MissingRows_HaveMissingValuesAndTheOthersTheirOwn()
    {
        using VaeTransformer model = Fit(InvalidInputBehavior.Missing);
        IDataView good = model.Transform(Data()), view = model.Transform(Data(300, 599));

        CheckMissing(view, good, 300, 599);
        CheckMissing(Reload(model).Transform(Data(300, 599)), good, 300, 599);
    }

    [Fact]
    public void Transform_EveryRowMissing_FinishesAndScoresNone()
    {
        using VaeTransformer model = Fit(InvalidInputBehavior.Missing);

        model.Transform(Data([.. Enumerable.Range(0, Rows)])).Values<float>(AllColumns.Score).ShouldAllBe(score => float.IsNaN(score));
    }

    [Fact]
    public void Transform_Throw_ThrowsAtTheRowAndNowhereElse()
    {
        using VaeTransformer model = Fit(InvalidInputBehavior.Throw);
        IDataView view = model.Transform(Data(300));
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        ValueGetter<VBuffer<float>> latent = cursor.GetGetter<VBuffer<float>>(view.Schema[TinyModel.Mean]);
        ValueGetter<bool> isValid = cursor.GetGetter<bool>(view.Schema[IsValid]);

        for (int row = 0; cursor.MoveNext(); row++)
        {
            isValid.Value().ShouldBe(row != 300);
            if (row == 300)
                Should.Throw<InvalidOperationException>(() => latent.Value()).Message.ShouldStartWith("Column 'Pixels', row 300 (Name 'row 300'), slot 0: got NaN");
            else
                latent.Value();
        }
    }

    [Fact]
    public void FilterByValidity_BeforeAClustering_LetsThePipelineFinish()
    {
        IDataView data = Data(3, 200);
        using VaeTransformer model = Fit(InvalidInputBehavior.Throw);
        IDataView valid = _context.Data.FilterByCustomPredicate<ValidRow>(model.Transform(data), row => !row.IsValid);

        var clusters = _context.Clustering.Trainers.KMeans(TinyModel.Mean, numberOfClusters: 2).Fit(valid);

        clusters.Transform(valid).Values<uint>("PredictedLabel").Count.ShouldBe(Rows - 2);
    }

    [Fact]
    public void Fit_SkippingInTrainingAndMissingInScoring_LetsTheWholePipelineFinish()
    {
        IDataView data = Data(3, 200);
        VaeOptions options = AllColumns.With(TestOptions.Tiny) with
        {
            ScoreColumnName = "Anomaly",
            PredictedLabelColumnName = "IsAnomaly",
            OnInvalidTrainingRow = InvalidRowBehavior.Skip,
            OnInvalidRow = InvalidInputBehavior.Missing,
            IsValidColumnName = IsValid,
        };

        using var model = _context.Transforms.VariationalAutoencoder(options)
            .Append(_context.Clustering.Trainers.KMeans(TinyModel.Mean, numberOfClusters: 2)).Fit(data);

        IDataView view = model.Transform(data);
        view.Values<uint>("PredictedLabel").Count.ShouldBe(Rows);
        view.Values<float>("Anomaly").Count(score => float.IsNaN(score)).ShouldBe(2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Transform_OneCursorOrSeveralOrShuffled_NamesTheRowAlike(int cursors)
    {
        using VaeTransformer model = Fit(InvalidInputBehavior.Throw);
        IDataView view = model.Transform(_context.Data.Cache(Data(417)));
        string expected = Should.Throw<InvalidOperationException>(() => view.Vectors(TinyModel.Mean)).Message;

        foreach (DataViewRowCursor cursor in view.GetRowCursorSet(view.Schema, cursors, new Random(5)))
        {
            using (cursor)
            {
                ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(view.Schema[TinyModel.Mean]);
                ValueGetter<bool> isValid = cursor.GetGetter<bool>(view.Schema[IsValid]);
                while (cursor.MoveNext())
                {
                    if (!isValid.Value())
                        Should.Throw<InvalidOperationException>(() => get.Value()).Message.ShouldBe(expected);
                }
            }
        }
        expected.ShouldContain("row 417 (Name 'row 417')");
    }

    [Fact]
    public void CursorsEnd_AfterMissingRows_WarnsWithTheirNumberAndTheFirstTen()
    {
        using VaeTransformer model = Fit(InvalidInputBehavior.Missing);
        int[] bad = [.. Enumerable.Range(100, 12)];
        var warnings = new List<string>();
        _context.Log += (_, e) =>
        {
            if (e.Kind == Runtime.ChannelMessageKind.Warning)
                warnings.Add(e.RawMessage);
        };

        model.Transform(Data(bad)).Vectors(TinyModel.Mean);

        string warning = warnings.ShouldHaveSingleItem();
        warning.ShouldStartWith("12 rows cannot be used and have missing values: row 100 (Name 'row 100'), row 101 (Name 'row 101'), ");
        warning.ShouldContain("row 109 (Name 'row 109'), …. The first: Column 'Pixels', row 100 (Name 'row 100'), slot 0: got NaN");
        warning.ShouldNotContain("row 110");
    }

    [Fact]
    public void Transform_FileOfAnotherSizeOrBroken_NamesItOrLeavesItMissing()
    {
        IDataView data = Files();
        VaeOptions options = TestOptions.Tiny with
        {
            InputColumnName = TwoColorImages.Column,
            Image = new ImageLayout(TwoColorImages.Height, TwoColorImages.Width),
        };
        using VaeTransformer throwing = options.Fit(data);
        using VaeTransformer missing = (options with
        {
            OnInvalidRow = InvalidInputBehavior.Missing,
            ReconstructionColumnName = "Again",
            ScoreContributionsColumnName = "Heat",
            PValueColumnName = "PValue",
            PredictedLabelColumnName = "IsAnomaly",
        }).Fit(data);
        using (MLImage other = TwoColorImages.Image(0, 7, 9))
            other.Save(Path.Combine(_folder.FullName, "3.png"));

        Should.Throw<InvalidOperationException>(() => throwing.Transform(data).Vectors(TinyModel.Mean)).Message
            .ShouldStartWith("Column 'Picture', row 3 (File '3.png'): expected an image of height 3 and width 5, got height 7 and width 9");
        IDataView view = missing.Transform(data);
        bool[] onlyTheFourth = [false, false, false, true, false];
        view.Values<MLImage?>("Again").Select(image => image is null).ShouldBe(onlyTheFourth);
        view.Values<MLImage?>("Heat").Select(image => image is null).ShouldBe(onlyTheFourth);
        view.Values<float>("PValue").Select(float.IsNaN).ShouldBe(onlyTheFourth);
        view.Values<bool>("IsAnomaly")[3].ShouldBeTrue();

        File.WriteAllText(Path.Combine(_folder.FullName, "3.png"), "no image");
        view = missing.Transform(data);
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);   // the image itself, too
        cursor.Rest<VBuffer<float>>(view.Schema[TinyModel.Mean]).Select(latent => float.IsNaN(latent.GetValues()[0])).ShouldBe(onlyTheFourth);
    }

    [Fact]
    public void Transform_FileOfAnotherSizeThatIsResizedBefore_CanBeUsed()
    {
        IDataView images = Files();
        IDataView data = _context.Transforms.ResizeImages(TwoColorImages.Column, TwoColorImages.Width, TwoColorImages.Height)
            .Append(_context.Transforms.ExtractPixels("Pixels", TwoColorImages.Column, outputAsFloatArray: false)).Fit(images).Transform(images);
        VaeOptions options = TestOptions.Tiny with
        {
            InputColumnName = "Pixels",
            Image = new ImageLayout(TwoColorImages.Height, TwoColorImages.Width),
        };
        using VaeTransformer model = options.Fit(data);
        using (MLImage other = TwoColorImages.Image(0, 7, 9))
            other.Save(Path.Combine(_folder.FullName, "3.png"));

        float[][] latents = model.Transform(data).Vectors(TinyModel.Mean);

        latents.Length.ShouldBe(5);
        latents.ShouldAllBe(latent => latent.All(float.IsFinite));
    }

    [Fact]
    public void Decode_LatentsOfMissingRows_GivesMissingImages()
    {
        using VaeTransformer model = Fit(InvalidInputBehavior.Missing);

        float[][] images = model.Decode(model.Encode(Data(7)), "Decoded").Vectors("Decoded");

        images.Index().ShouldAllBe(row => float.IsNaN(row.Item[0]) == (row.Index == 7));
    }

    [Fact]
    public void Predict_InvalidRow_GivesMissingValues()
    {
        using VaeTransformer model = Fit(InvalidInputBehavior.Missing);
        using PredictionEngine<Row, Prediction> engine = _context.Model.CreatePredictionEngine<Row, Prediction>(
            model, new PredictionEngineOptions { OwnsTransformer = false });

        Prediction bad = engine.Predict(new Row { Pixels = [float.NaN, .. new float[11]] });
        Prediction good = engine.Predict(new Row { Pixels = TestImages.Floats(1) });

        (bad.IsValid, bad.PredictedLabel, float.IsNaN(bad.Score), float.IsNaN(bad.Latent[0])).ShouldBe((false, true, true, true));
        (good.IsValid, float.IsNaN(good.Score), float.IsNaN(good.Latent[0])).ShouldBe((true, false, false));
    }

    private static void CheckMissing(IDataView view, IDataView good, params int[] bad)
    {
        bool[] isBad = [.. Enumerable.Range(0, Rows).Select(bad.Contains)];
        view.Values<bool>(IsValid).ShouldBe(isBad.Select(row => !row));
        good.Values<bool>(IsValid).ShouldAllBe(isValid => isValid);
        float[] scores = [.. view.Values<float>(AllColumns.Score)], expectedScores = [.. good.Values<float>(AllColumns.Score)];
        List<bool> labels = view.Values<bool>(AllColumns.PredictedLabel), expectedLabels = good.Values<bool>(AllColumns.PredictedLabel);
        for (int row = 0; row < Rows; row++)
        {
            scores[row].ShouldBe(isBad[row] ? float.NaN : expectedScores[row]);
            labels[row].ShouldBe(isBad[row] || expectedLabels[row]);
        }
        foreach (string column in new[] { TinyModel.Mean, AllColumns.LogVariance, AllColumns.LatentSample, TinyModel.Reconstruction })
        {
            float[][] got = view.Vectors(column), expected = good.Vectors(column);
            for (int row = 0; row < Rows; row++)
                got[row].ShouldBe(isBad[row] ? [.. Enumerable.Repeat(float.NaN, expected[row].Length)] : expected[row], $"{column}, row {row}");
        }
        view.Vectors(AllColumns.Sample).ShouldBe(good.Vectors(AllColumns.Sample));   // which depends on no pixel
    }

    /// <summary>Five files of images, loaded.</summary>
    private IDataView Files()
    {
        for (int row = 0; row < 5; row++)
        {
            using MLImage image = TwoColorImages.Image(row);
            image.Save(Path.Combine(_folder.FullName, $"{row}.png"));
        }
        IDataView files = _context.Data.LoadFromEnumerable(Enumerable.Range(0, 5).Select(row => new FileRow { File = $"{row}.png" }).ToList());
        return _context.Transforms.LoadImages(TwoColorImages.Column, _folder.FullName, nameof(FileRow.File)).Fit(files).Transform(files);
    }

    private VaeTransformer Fit(InvalidInputBehavior onInvalidRow) =>
        (AllColumns.With(TestOptions.Tiny) with { OnInvalidRow = onInvalidRow, IsValidColumnName = IsValid }).Fit(TestImages.View(40), context: _context);

    private VaeTransformer Reload(VaeTransformer model)
    {
        using var stream = new MemoryStream();
        _context.Model.Save(model, Data().Schema, stream);
        stream.Position = 0;
        return (VaeTransformer)new MLContext().Model.Load(stream, out _);
    }

    private IDataView Data(params int[] bad) => _context.Data.LoadFromEnumerable(Enumerable.Range(0, Rows).Select(row => new Row
    {
        Name = $"row {row}",
        Pixels = bad.Contains(row) ? [float.NaN, .. TestImages.Floats(row)[1..]] : TestImages.Floats(row),
    }).ToList());

    private sealed class Row
    {
        public string Name { get; set; } = "";

        [VectorType(TinyModel.Size)]
        public float[] Pixels { get; set; } = [];
    }

    private sealed class ValidRow
    {
        public bool IsValid { get; set; }
    }

    private sealed class FileRow
    {
        public string File { get; set; } = "";
    }

    private sealed class Prediction
    {
        public bool IsValid { get; set; }

        public bool PredictedLabel { get; set; }

        public float Score { get; set; }

        public float[] Latent { get; set; } = [];
    }
}

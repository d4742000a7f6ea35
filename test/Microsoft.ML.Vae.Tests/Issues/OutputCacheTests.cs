using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Microsoft.ML.Vae.Tests.Issues;

/// <summary>A trainer that passes over the transformed data again and again makes the fit read it only twice.</summary>
public sealed class OutputCacheTests
{
    private const int Rows = 600;
    private const string PValue = "PValue";
    private const string IsValid = "IsValid";

    private static readonly VaeOptions _options = TestOptions.Tiny with
    {
        LatentLogVarianceColumnName = AllColumns.LogVariance,
        LatentSampleColumnName = AllColumns.LatentSample,
        ReconstructionColumnName = TinyModel.Reconstruction,
        ScoreColumnName = AllColumns.Score,
        PredictedLabelColumnName = AllColumns.PredictedLabel,
        PValueColumnName = PValue,
        IsValidColumnName = IsValid,
        OutputCacheBytes = 1 << 20,
    };

    private static readonly string[] _vectors = [TinyModel.Mean, AllColumns.LogVariance, AllColumns.LatentSample];

    private readonly MLContext _context = new(1);
    private readonly Log _log;

    public OutputCacheTests() => _log = new Log(_context);

    [Fact]
    public void Fit_ChainWithKMeansAndACache_ReadsTheDataTwice()
    {
        ScriptedView data = Data();
        Chain(TestOptions.Tiny with { OutputCacheBytes = 1 << 20 }).Fit(data).Dispose();

        data.Moves.ShouldBe(2 * (Rows + 1));   // each ends with a move beyond the last row
        _log.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Fit_ChainWithACacheCheckpoint_ReadsTheDataTwice()
    {
        ScriptedView data = Data();
        _context.Transforms.VariationalAutoencoder(TestOptions.Tiny).AppendCacheCheckpoint(_context)
            .Append(_context.Clustering.Trainers.KMeans(TinyModel.Mean, numberOfClusters: 4)).Fit(data).Dispose();

        data.Moves.ShouldBe(2 * (Rows + 1));
        _log.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Fit_ChainWithNeither_WarnsOnceAndNamesBoth()
    {
        ScriptedView data = Data();
        Chain(TestOptions.Tiny).Fit(data).Dispose();

        data.Moves.ShouldBeGreaterThan(10 * Rows);
        _log.Warnings.ShouldHaveSingleItem().RawMessage.ShouldBe(
            "The training data was read and encoded 3 times by what follows the autoencoder. To do so once, set VaeOptions.OutputCacheBytes, which is 0, "
            + "or append AppendCacheCheckpoint(mlContext) to the autoencoder.");
    }

    [Fact]
    public void Fit_ChainWithACache_GivesTheSameClusters()
    {
        Clusters(1 << 20).SequenceEqual(Clusters(0)).ShouldBeTrue();
    }

    [Fact]
    public void Read_Again_GivesTheSameValuesInTheSameOrder()
    {
        ScriptedView data = Data();
        using VaeTransformer model = _options.Fit(data, context: _context);
        IDataView view = model.Transform(data), fresh = model.Transform(Data());
        data.Cursors.Clear();

        for (int pass = 0; pass < 3; pass++)
        {
            foreach (string column in _vectors)
                view.Vectors(column).ShouldBe(fresh.Vectors(column), column);
            view.Values<float>(AllColumns.Score).ShouldBe(fresh.Values<float>(AllColumns.Score));
            view.Values<bool>(AllColumns.PredictedLabel).ShouldBe(fresh.Values<bool>(AllColumns.PredictedLabel));
            view.Values<float>(PValue).ShouldBe(fresh.Values<float>(PValue));
            view.Values<bool>(IsValid).ShouldAllBe(isValid => isValid);
        }
        data.Cursors.Count.ShouldBe(4);   // one for each kind of output: the label and the p-value follow from the score
    }

    [Fact]
    public void Read_AlongWithAColumnOfTheInput_ReadsOnlyThatColumn()
    {
        ScriptedView data = Data();
        using VaeTransformer model = _options.Fit(data, context: _context);
        IDataView view = model.Transform(data);
        float[][] latents = view.Vectors(TinyModel.Mean);
        data.Cursors.Clear();

        List<(int Number, float[] Latent)> rows = Read(view, null);

        rows.Select(row => row.Number).ShouldBe(Enumerable.Range(0, Rows));
        rows.Select(row => row.Latent).ShouldBe(latents);
        data.Cursors.ShouldHaveSingleItem().IsColumnActive(data.Schema[TinyModel.Input]).ShouldBeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_Shuffled_GivesEachRowTheSameValues(bool withNumbers)
    {
        ScriptedView data = Data();
        using VaeTransformer model = _options.Fit(data, context: _context);
        IDataView view = model.Transform(data);
        float[][] latents = view.Vectors(TinyModel.Mean);
        data.Cursors.Clear();

        if (withNumbers)
        {
            List<(int Number, float[] Latent)> shuffled = Read(view, new Random(1));
            shuffled.Select(row => row.Number).ShouldNotBe(Enumerable.Range(0, Rows));
            shuffled.OrderBy(row => row.Number).Select(row => row.Latent).ShouldBe(latents);
        }
        else
        {
            using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[TinyModel.Mean]], new Random(1));
            float[][] shuffled = [.. cursor.Rest<VBuffer<float>>(view.Schema[TinyModel.Mean]).Select(latent => latent.DenseValues().ToArray())];
            shuffled.ShouldNotBe(latents);
            shuffled.Select(latent => latent[0]).Order().ShouldBe(latents.Select(latent => latent[0]).Order());
            data.Cursors.ShouldBeEmpty();
        }
    }

    [Fact]
    public void Read_FirstShuffled_KeepsTheValuesButNotTheirOrder()
    {
        ScriptedView data = Data();
        using VaeTransformer model = _options.Fit(data, context: _context);
        IDataView view = model.Transform(data);
        List<(int Number, float[] Latent)> shuffled = Read(view, new Random(1));
        data.Cursors.Clear();

        float[][] latents = view.Vectors(TinyModel.Mean);

        latents.ShouldBe(shuffled.OrderBy(row => row.Number).Select(row => row.Latent));
        data.Cursors.ShouldHaveSingleItem().IsColumnActive(data.Schema[TinyModel.Input]).ShouldBeFalse();
    }

    [Fact]
    public void Read_AfterTheSourceThrew_GivesAllRows()
    {
        ScriptedView data = Data();
        using VaeTransformer model = _options.Fit(data, context: _context);
        IDataView view = model.Transform(data);
        data.FaultyRow = 300;
        using (DataViewRowCursor cursor = view.GetRowCursor([view.Schema[TinyModel.Mean]]))
        {
            ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(view.Schema[TinyModel.Mean]);
            Should.Throw<IOException>(() =>
            {
                while (cursor.MoveNext())
                    get.Value();
            });
            cursor.MoveNext().ShouldBeFalse();
        }
        data.FaultyRow = -1;

        view.Vectors(TinyModel.Mean).Length.ShouldBe(Rows);
    }

    [Fact]
    public void Read_BySeveralCursors_GivesEachRowTheSameValues()
    {
        ScriptedView data = TestImages.Describe(new ScriptedView(Rows) { RowsPerBatch = 50 });
        using VaeTransformer model = _options.Fit(data, context: _context);
        IDataView view = model.Transform(data);
        DataViewSchema.Column number = view.Schema["Number"], mean = view.Schema[TinyModel.Mean];

        for (int pass = 0; pass < 3; pass++)
        {
            float[][] latents = [.. view.GetRowCursorSet([number, mean], 3).SelectMany(cursor => Rest(cursor)).OrderBy(row => row.Number).Select(row => row.Latent)];
            latents.ShouldBe(view.Vectors(TinyModel.Mean));
        }
        view.GetRowCursorSet([number, mean], 3).Length.ShouldBe(3);
    }

    [Fact]
    public void Read_MoreThanMayBeKept_ComputesAgain()
    {
        ScriptedView data = Data();
        using VaeTransformer model = (_options with { OutputCacheBytes = 1000 }).Fit(data, context: _context);
        IDataView view = model.Transform(data);
        data.Cursors.Clear();

        float[][] first = view.Vectors(TinyModel.Mean);
        for (int pass = 0; pass < 4; pass++)
            view.Vectors(TinyModel.Mean).ShouldBe(first);

        data.Cursors.Count.ShouldBe(5);
        _log.Warnings.ShouldHaveSingleItem().RawMessage.ShouldContain("VaeOptions.OutputCacheBytes, which is 1000");
    }

    [Fact]
    public void Read_InvalidRows_AreNotKept()
    {
        ScriptedView data = new ScriptedView(Rows).AddVector(
            TinyModel.Input, NumberDataViewType.Single, TinyModel.Size, row => TestImages.Dense(row == 5 ? new float[TinyModel.Size].Select(_ => float.NaN).ToArray() : TestImages.Floats(row)));
        using VaeTransformer model = (_options with { OnInvalidTrainingRow = InvalidRowBehavior.Skip, OnInvalidRow = InvalidInputBehavior.Missing }).Fit(data, context: _context);
        IDataView view = model.Transform(data);

        for (int pass = 0; pass < 3; pass++)
        {
            view.Values<float>(AllColumns.Score)[5].ShouldBe(float.NaN);
            view.Values<bool>(IsValid)[5].ShouldBeFalse();
        }
    }

    [Fact]
    public void Read_OnlyTheFirstRows_KeepsNothing()
    {
        ScriptedView data = Data();
        using VaeTransformer model = _options.Fit(data, context: _context);
        IDataView view = model.Transform(data);
        using (DataViewRowCursor cursor = view.GetRowCursor([view.Schema[TinyModel.Mean]]))
            cursor.MoveNext().ShouldBeTrue();

        view.Vectors(TinyModel.Mean).Length.ShouldBe(Rows);
    }

    [Fact]
    public void Read_OtherDataThanTheFitHad_KeepsNothing()
    {
        ScriptedView other = Data();
        using VaeTransformer model = _options.Fit(Data(), context: _context);
        IDataView view = model.Transform(other);

        for (int pass = 0; pass < 4; pass++)
            view.Vectors(TinyModel.Mean);

        other.Cursors.Count.ShouldBe(4);
        _log.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Read_KeptOutputsOfADisposedTransformer_ObjectDisposed()
    {
        ScriptedView data = Data();
        VaeTransformer model = _options.Fit(data, context: _context);
        IDataView view = model.Transform(data);
        view.Vectors(TinyModel.Mean);
        model.Dispose();

        Should.Throw<ObjectDisposedException>(() => view.Vectors(TinyModel.Mean));
    }

    private static ScriptedView Data() => TestImages.Describe(new ScriptedView(Rows) { CanShuffle = true });

    private static List<(int Number, float[] Latent)> Read(IDataView view, Random? order) =>
        Rest(view.GetRowCursor([view.Schema["Number"], view.Schema[TinyModel.Mean]], order));

    private static List<(int Number, float[] Latent)> Rest(DataViewRowCursor cursor)
    {
        using (cursor)
        {
            ValueGetter<int> number = cursor.GetGetter<int>(cursor.Schema["Number"]);
            ValueGetter<VBuffer<float>> latent = cursor.GetGetter<VBuffer<float>>(cursor.Schema[TinyModel.Mean]);
            var rows = new List<(int Number, float[] Latent)>();
            while (cursor.MoveNext())
                rows.Add((number.Value(), latent.Value().DenseValues().ToArray()));
            return rows;
        }
    }

    private EstimatorChain<ClusteringPredictionTransformer<KMeansModelParameters>> Chain(VaeOptions options) =>
        _context.Transforms.VariationalAutoencoder(options).Append(_context.Clustering.Trainers.KMeans(TinyModel.Mean, numberOfClusters: 4));

    private static List<uint> Clusters(long bytes)
    {
        ScriptedView data = Data();
        var oneThread = new KMeansTrainer.Options { FeatureColumnName = TinyModel.Mean, NumberOfClusters = 4, NumberOfThreads = 1 };   // several draw at random
        using TransformerChain<ClusteringPredictionTransformer<KMeansModelParameters>> chain =
            new MLContext(1).Transforms.VariationalAutoencoder(TestOptions.Tiny with { OutputCacheBytes = bytes })
                .Append(new MLContext(1).Clustering.Trainers.KMeans(oneThread)).Fit(data);
        return chain.Transform(data).Values<uint>("PredictedLabel");
    }
}

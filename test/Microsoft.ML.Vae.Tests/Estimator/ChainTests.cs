using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Estimator;

public class ChainTests
{
    [Fact]
    public void Fit_InAChainWithCopyAndKMeans_EveryPartSeesTheLatents()
    {
        var context = new MLContext(1);
        IDataView data = TestImages.InMemory(context, 200);
        var chain = context.Transforms.CopyColumns("Copy", TinyModel.Input)
            .AppendCacheCheckpoint(context)
            .Append(context.Transforms.VariationalAutoencoder(TestOptions.Tiny with { InputColumnName = "Copy" }))
            .Append(context.Clustering.Trainers.KMeans(TinyModel.Mean, numberOfClusters: 3));

        using var model = chain.Fit(data);
        IDataView view = model.Transform(data);

        view.Vectors(TinyModel.Mean).ShouldAllBe(latent => latent.Length == 2);
        view.Values<uint>("PredictedLabel").ShouldAllBe(cluster => cluster >= 1 && cluster <= 3);
        context.Clustering.Evaluate(view, scoreColumnName: "Score", featureColumnName: TinyModel.Mean).AverageDistance.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void PredictionEngine_OfTheWholeChain_EqualsItsView()
    {
        var context = new MLContext(1);
        IDataView data = TestImages.InMemory(context, 50);
        using var model = context.Transforms.VariationalAutoencoder(TestOptions.Tiny)
            .Append(context.Clustering.Trainers.KMeans(TinyModel.Mean, numberOfClusters: 3)).Fit(data);
        IDataView view = model.Transform(data);
        using PredictionEngine<ImageRow, ClusterRow> engine = context.Model.CreatePredictionEngine<ImageRow, ClusterRow>(model);

        ClusterRow[] predicted = [.. Enumerable.Range(0, 50).Select(row => engine.Predict(new ImageRow { Pixels = TestImages.Floats(row) }))];

        predicted.Select(row => row.Latent).ToList().ShouldBeCloseTo(view.Vectors(TinyModel.Mean));
        predicted.Select(row => row.PredictedLabel).ShouldBe(view.Values<uint>("PredictedLabel"));
    }

    [Fact]
    [Trait("case", "39")]
    public void Dispose_OfTheChain_DisposesTheTransformer()
    {
        var context = new MLContext(1);
        TransformerChain<VaeTransformer> chain = new EstimatorChain<ITransformer>()
            .Append(context.Transforms.VariationalAutoencoder(TestOptions.Tiny)).Fit(TestImages.View(20));

        chain.Dispose();

        Should.Throw<ObjectDisposedException>(() => chain.LastTransformer.Evaluate(TestImages.View(20)));
    }

    private sealed class ClusterRow
    {
        public float[] Latent { get; set; } = [];

        public uint PredictedLabel { get; set; }
    }
}

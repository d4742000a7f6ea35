using System.Collections.Immutable;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;

namespace Microsoft.ML.Vae.Tests.Issues;

/// <summary>What ML.NET offers for the features of a model takes latents as it takes any other vector.</summary>
public class DownstreamOfMlNetTests
{
    private const string Label = "Label";

    private readonly MLContext _context = new(1);

    [Fact]
    public void PermutationFeatureImportance_OfAModelOnLatents_NamesEachLatent()
    {
        IDataView data = Data(80);
        using VaeTransformer model = TestOptions.Tiny.Fit(data);
        IDataView view = model.Transform(data);

        ImmutableDictionary<string, RegressionMetricsStatistics> importance =
            _context.Regression.PermutationFeatureImportance((ITransformer)Trainer().Fit(view), view, Label, permutationCount: 1);

        importance.Keys.Order().ShouldBe(["Latent0", "Latent1"]);
    }

    [Fact]
    public void PermutationFeatureImportance_OfTheWholeChain_NamesEachLatent()
    {
        IDataView data = Data(80);
        using var chain = _context.Transforms.VariationalAutoencoder(TestOptions.Tiny).Append(Trainer()).Fit(data);

        ImmutableDictionary<string, RegressionMetricsStatistics> importance =
            _context.Regression.PermutationFeatureImportance(chain, chain.Transform(data), Label, permutationCount: 1);

        importance.Keys.Order().ShouldBe(["Latent0", "Latent1"]);
    }

    [Fact]
    public void FeatureContributions_OfAModelOnLatents_HaveOneNumberPerLatent()
    {
        IDataView data = Data(80);
        using VaeTransformer model = TestOptions.Tiny.Fit(data);
        IDataView view = model.Transform(data);
        RegressionPredictionTransformer<LinearRegressionModelParameters> regression = Trainer().Fit(view);

        IDataView explained = _context.Transforms.CalculateFeatureContribution(regression).Fit(regression.Transform(view)).Transform(regression.Transform(view));

        explained.Vectors("FeatureContributions").ShouldAllBe(contributions => contributions.Length == 2);
    }

    [Fact]
    public void FastTreeFeaturizer_AfterOurs_TakesLatents()
    {
        IDataView data = Data(80);
        using var chain = _context.Transforms.VariationalAutoencoder(TestOptions.Tiny)
            .Append(_context.Transforms.FeaturizeByFastTreeRegression(new FastTreeRegressionFeaturizationEstimator.Options
            {
                InputColumnName = TinyModel.Mean,
                TreesColumnName = "Trees",
                TrainerOptions = new FastTreeRegressionTrainer.Options
                {
                    FeatureColumnName = TinyModel.Mean,
                    LabelColumnName = Label,
                    NumberOfTrees = 2,
                    NumberOfLeaves = 3,
                    MinimumExampleCountPerLeaf = 2,
                },
            })).Fit(data);

        chain.Transform(data).Vectors("Trees").ShouldAllBe(trees => trees.Length == 2);
    }

    [Fact]
    public void LoadWithDataLoader_AfterSavingWithALoader_GivesTheSameLatents()
    {
        using var folder = new TemporaryFolder();
        string rows = Path.Combine(folder.FullName, "rows.tsv"), file = Path.Combine(folder.FullName, "model.zip");
        File.WriteAllLines(rows, Enumerable.Range(0, 40).Select(row => string.Join('\t', TestImages.Floats(row).Select(x => x.ToString("R", null)))));
        var source = new MultiFileSource(rows);
        TextLoader loader = _context.Data.CreateTextLoader([new TextLoader.Column(TinyModel.Input, DataKind.Single, 0, TinyModel.Size - 1)]);
        using VaeTransformer model = TestOptions.Tiny.Fit(loader.Load(source));

        _context.Model.Save(model, loader, file);
        var loaded = new MLContext().Model.LoadWithDataLoader(file, out IDataLoader<IMultiStreamSource> again);

        loaded.Transform(again.Load(source)).Vectors(TinyModel.Mean).ShouldBe(model.Transform(loader.Load(source)).Vectors(TinyModel.Mean));
    }

    /// <summary>Views of <c>Encode</c> and <c>Decode</c> are no step of a pipeline, but can be applied to other data all the same.</summary>
    [Fact]
    public void ApplyAllTransforms_ToAViewOfEncodeAndDecode_GivesTheirColumns()
    {
        using VaeTransformer model = (TestOptions.Tiny with { ReconstructionColumnName = TinyModel.Reconstruction }).Fit(TestImages.View(40));
        IDataView view = model.Decode(model.Encode(TestImages.View(40)), "Decoded");

        IDataView again = Contract.Checks.ReapplicationCheck.Apply(_context, view, TestImages.View(7));

        again.Vectors("Decoded").ShouldBe(model.Transform(TestImages.View(7)).Vectors(TinyModel.Reconstruction));
    }

    private SdcaRegressionTrainer Trainer() => _context.Regression.Trainers.Sdca(new SdcaRegressionTrainer.Options
    {
        LabelColumnName = Label,
        FeatureColumnName = TinyModel.Mean,
        NumberOfThreads = 1,
        MaximumNumberOfIterations = 3,
    });

    private IDataView Data(int rows) => _context.Data.LoadFromEnumerable(
        Enumerable.Range(0, rows).Select(row => new LabeledRow { Label = row % 7, Pixels = TestImages.Floats(row) }).ToList());

    private sealed class LabeledRow
    {
        public float Label { get; set; }

        [VectorType(TinyModel.Size)]
        public float[] Pixels { get; set; } = [];
    }
}

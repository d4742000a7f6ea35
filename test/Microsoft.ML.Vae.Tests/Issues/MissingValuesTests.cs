using Microsoft.ML.Data;
using TorchSharp;

namespace Microsoft.ML.Vae.Tests.Issues;

/// <summary>A sensor fails now and then: its NaN is no reason to lose the row, and the model can say what it would have measured.</summary>
public class MissingValuesTests
{
    private const int Size = 72;
    private const float Missing = float.NaN;

    private static readonly VaeOptions _options = AnomalyColumns.With(TestOptions.Small) with
    {
        LatentLogVarianceColumnName = "LogVariance",
        ReconstructionColumnName = TinyModel.Reconstruction,
        IsValidColumnName = "IsValid",
        OnMissingValue = MissingValueBehavior.Impute,
    };

    private static readonly VaeOptions _skilled = _options with
    {
        Network = Network.FullyConnected([64]), Likelihood = Likelihood.Gaussian(0.1), LearningRate = 0.005, Epochs = 60,
    };

    public static TheoryData<string> Models =>
    [
        "Bernoulli", "ContinuousBernoulli", "Gaussian", "LearnedVariance", "LearnedPixelVariance", "Laplace", "DiscretizedLogistic",
        "Convolutional", "Residual", "Conditional", "Binarized", "Autoencoder", "VectorQuantization", "ImportanceWeighted", "FreeBits",
        "TotalCorrelation", "Denoising",
    ];

    [Theory]
    [InlineData(TrainingEngine.Autograd)]
    [InlineData(TrainingEngine.Fused)]
    public void Reconstruction_OfRowsWithMissingValues_FillsThemInBetterThanTheMean(TrainingEngine engine)
    {
        float[][] whole = LearnableImages.Singles(40, Size, seed: 2);
        float[][] seen = Hide(whole, 0.3, seed: 3);
        float[][] trained = Hide(LearnableImages.Singles(400, Size), 0.3, seed: 4);
        using VaeTransformer model = (_skilled with { Engine = engine }).Fit(View(trained));

        float[][] filled = model.Transform(View(seen)).Vectors(TinyModel.Reconstruction);
        float[] mean = [.. Enumerable.Range(0, Size).Select(i => trained.Select(row => row[i]).Where(value => !float.IsNaN(value)).Average())];

        SquaredError(filled, seen, whole).ShouldBeLessThan(0.6 * SquaredError([.. whole.Select(_ => mean)], seen, whole));
    }

    [Fact]
    public void Reconstruction_TrainedOnCompleteRows_FillsInMissingValuesToo()
    {
        float[][] whole = LearnableImages.Singles(40, Size, seed: 2);
        float[][] seen = Hide(whole, 0.3, seed: 3);
        using VaeTransformer model = _skilled.Fit(View(LearnableImages.Singles(400, Size)));
        float[][] mean = [.. whole.Select(_ => Enumerable.Range(0, Size).Select(i => whole.Average(row => row[i])).ToArray())];

        SquaredError(model.Transform(View(seen)).Vectors(TinyModel.Reconstruction), seen, whole).ShouldBeLessThan(0.6 * SquaredError(mean, seen, whole));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void FitAndTransform_AnyModel_IsFiniteAndStaysSoWhenLoaded(string name)
    {
        (VaeOptions options, IDataView data) = ModelOf(name);
        using VaeTransformer model = options.Fit(data);
        using VaeTransformer loaded = SavedModel.Of(model).Load().ShouldBeOfType<VaeTransformer>();

        foreach (string column in new[] { TinyModel.Mean, TinyModel.Reconstruction, AnomalyColumns.Contributions })
        {
            float[][] values = model.Transform(data).Vectors(column);
            values.ShouldAllBe(row => row.All(float.IsFinite), column);
            loaded.Transform(data).Vectors(column).ShouldBe(values, column);
        }
        List<float> scores = model.Transform(data).Values<float>(AnomalyColumns.Score);
        scores.ShouldAllBe(score => float.IsFinite(score));
        loaded.Transform(data).Values<float>(AnomalyColumns.Score).ShouldBe(scores);
        model.Transform(data).Values<bool>("IsValid").ShouldAllBe(isValid => isValid);
        model.History.ShouldAllBe(epoch => double.IsFinite(epoch.NegativeElbo));
        VaeMetrics metrics = loaded.Evaluate(data);
        new[] { metrics.NegativeElbo, metrics.SquaredErrorPerPixel, metrics.BitsPerDimension, metrics.MeanAnomalyScore!.Value }.ShouldAllBe(value => double.IsFinite(value));
        metrics.MeanAnomalyScore!.Value.ShouldBe(scores.Average(score => (double)score), 1e-3 * scores.Average(score => 1 + Math.Abs(score)));
    }

    [Fact]
    public void FitAndTransform_CustomNetwork_SeesTheMask()
    {
        var context = new MLContext(1);
        var shapes = new List<VaeModuleShape>();
        context.ComponentCatalog.RegisterVaeNetwork("mine", shape =>
        {
            shapes.Add(shape);
            return VaeModule.Create(
                shape,
                torch.nn.Linear(shape.InputSize + shape.MaskSize + shape.ConditionSize, 2 * shape.LatentDimension),
                torch.nn.Linear(shape.LatentDimension + shape.ConditionSize, shape.DecoderOutputSize));
        });
        IDataView data = View(Hide(LearnableImages.Singles(40, Size), 0.3, seed: 1));

        using VaeTransformer model = (_options with { Network = Network.Custom("mine") }).Fit(data, context: context);

        shapes.ShouldAllBe(shape => shape.InputSize == Size && shape.MaskSize == Size);
        model.Transform(data).Vectors(TinyModel.Reconstruction).ShouldAllBe(row => row.All(float.IsFinite));
    }

    [Fact]
    public void ScoreAndContributions_CountObservedValuesOnly()
    {
        float[][] rows = Hide(LearnableImages.Singles(30, Size), 0.4, seed: 5);
        VaeOptions options = _options with { Likelihood = Likelihood.Gaussian(0.5), AnomalyScore = AnomalyScore.ReconstructionError };
        using VaeTransformer model = options.Fit(View(rows));

        IDataView view = model.Transform(View(rows));
        float[][] again = view.Vectors(TinyModel.Reconstruction), contributions = view.Vectors(AnomalyColumns.Contributions);
        List<float> scores = view.Values<float>(AnomalyColumns.Score);
        double squares = 0;
        for (int row = 0; row < rows.Length; row++)
        {
            int[] observed = [.. Enumerable.Range(0, Size).Where(i => !float.IsNaN(rows[row][i]))];
            double[] errors = [.. observed.Select(i => Math.Pow(rows[row][i] - again[row][i], 2))];
            scores[row].ShouldBe((float)(errors.Sum() / (2 * 0.25)), 1e-4 * (1 + scores[row]));   // single precision
            Enumerable.Range(0, Size).Except(observed).ShouldAllBe(i => contributions[row][i] == 0);
            squares += errors.Sum();
        }
        double pixels = rows.Sum(row => row.Count(value => !float.IsNaN(value)));
        model.Evaluate(View(rows)).SquaredErrorPerPixel.ShouldBe(squares / pixels, 1e-4 * squares / pixels);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Transform_EverythingIsMissing_IsThePriorAndScoresZero(bool isConvolutional)
    {
        VaeOptions options = isConvolutional ? ModelOf("Convolutional").Options : _options;
        using VaeTransformer model = (options with { OnInvalidRow = InvalidInputBehavior.Missing }).Fit(View(Hide(LearnableImages.Singles(60, Size), 0.2, seed: 1)));
        float[] nothing = [.. Enumerable.Repeat(Missing, Size)];

        IDataView view = model.Transform(View([nothing, LearnableImages.Singles(1, Size)[0]]));
        float[] prior = model.Decode(Latents(new float[TestOptions.Small.LatentDimension])).Vectors(TinyModel.Reconstruction)[0];

        view.Vectors(TinyModel.Mean)[0].ShouldAllBe(value => value == 0);
        view.Vectors("LogVariance")[0].ShouldAllBe(value => value == 0);
        view.Vectors(TinyModel.Mean)[1].ShouldContain(value => value != 0);
        view.Vectors(TinyModel.Reconstruction)[0].ShouldBeCloseTo(Array.ConvertAll(prior, value => (double)value), "reconstruction");
        view.Values<float>(AnomalyColumns.Score)[0].ShouldBe(0);
        view.Values<bool>("IsValid").ShouldBe([true, true]);
        view.Values<bool>(AnomalyColumns.Label)[0].ShouldBeFalse();
    }

    [Fact]
    public void Transform_CompleteRows_AreScoredAsWholeRows()
    {
        float[][] rows = LearnableImages.Singles(60, Size);
        using VaeTransformer model = (_skilled with { AnomalyScore = AnomalyScore.ReconstructionError }).Fit(View(rows));

        IDataView view = model.Transform(View(rows));

        double perPixel = view.Vectors(TinyModel.Reconstruction).Zip(rows).Average(pair => pair.First.Zip(pair.Second).Average(p => Math.Pow(p.First - p.Second, 2)));
        perPixel.ShouldBeLessThan(0.02);
        view.Values<float>(AnomalyColumns.Score).Average(score => (double)score).ShouldBe(perPixel * Size / (2 * 0.01), 1e-3 * perPixel * Size / 0.02);
    }

    [Fact]
    public void Fit_SkipsInvalidRows_KeepsThoseWithMissingValues()
    {
        float[][] rows = Hide(LearnableImages.Singles(20, Size), 0.3, seed: 6);
        rows[4][0] = float.PositiveInfinity;

        using VaeTransformer model = (_options with { OnInvalidTrainingRow = InvalidRowBehavior.Skip, OnInvalidRow = InvalidInputBehavior.Missing }).Fit(View(rows));

        model.History[0].Rows.ShouldBe(19);
        model.Transform(View(rows)).Values<bool>("IsValid").ShouldBe(rows.Select((_, row) => row != 4));
    }

    [Fact]
    public void Transform_InDoubles_IsTheSameAsInSingles()
    {
        float[][] rows = Hide(LearnableImages.Singles(20, Size), 0.3, seed: 6);
        using VaeTransformer model = _options.Fit(View(rows));
        IDataView doubles = new ScriptedView(rows.Length).AddVector(
            TinyModel.Input, NumberDataViewType.Double, Size, row => TestImages.Dense<double>(Array.ConvertAll(rows[row], value => (double)value)));

        model.Transform(doubles).Vectors(TinyModel.Mean).ShouldBe(model.Transform(View(rows)).Vectors(TinyModel.Mean));
    }

    [Fact]
    public void Fit_OnIntegers_ScoresSinglesWithMissingValues()
    {
        IDataView integers = new ScriptedView(20).AddVector(
            TinyModel.Input, NumberDataViewType.Int32, 3, row => TestImages.Dense<int>([row % 2, 1 - row % 2, 1]));
        using VaeTransformer model = _options.Fit(integers);

        model.Transform(View([[1, Missing, 1]])).Vectors(TinyModel.Reconstruction)[0].ShouldAllBe(value => float.IsFinite(value));
    }

    [Fact]
    public void Fit_OnBytes_WarnsThatTheyHaveNoMissingValues()
    {
        var context = new MLContext(1);
        var log = new Log(context);

        using VaeTransformer model = (TestOptions.Small with { OnMissingValue = MissingValueBehavior.Impute }).Fit(PixelViews.OfBytes(context, LearnableImages.Bytes(20, 9)), context: context);

        log.Warnings.Select(message => message.RawMessage)
            .ShouldContain("OnMissingValue has no effect: column 'Pixels' has no NaN, as it is of type Vector<Byte, 9>.");
        model.NetworkSummary.ShouldNotContain("mask");
    }

    [Fact]
    public void Fit_ByDefault_RefusesMissingValues() => Should.Throw<InvalidOperationException>(
        () => TestOptions.Small.Fit(View(Hide(LearnableImages.Singles(20, Size), 0.3, seed: 6)))).Message.ShouldContain("NaN");

    [Fact]
    public void Resume_RowsWithMissingValues_EndsAsIfNeverInterrupted()
    {
        using var folder = new TemporaryFolder();
        IDataView data = View(Hide(LearnableImages.Singles(50, Size), 0.3, seed: 6));
        using VaeTransformer expected = _options.Fit(data);

        (VaeTransformer resumed, int interruptions) = CheckpointedFit.FitInPieces(_options, folder.FullName, data);

        using (resumed)
            CheckpointedFit.ShouldBe(resumed, expected);
        interruptions.ShouldBeGreaterThan(3);
    }

    private static (VaeOptions Options, IDataView Data) ModelOf(string name)
    {
        float[][] rows = Hide(Array.ConvertAll(LearnableImages.Bytes(40, Size), row => Array.ConvertAll(row, level => level / 255f)), 0.3, seed: 7);
        rows[3] = [.. Enumerable.Repeat(Missing, Size)];
        VaeOptions options = _options with { Image = LearnableImages.Layout };
        return (name switch
        {
            "ContinuousBernoulli" => options with { Likelihood = Likelihood.ContinuousBernoulli },
            "Gaussian" => options with { Likelihood = Likelihood.Gaussian(0.3), AnomalyScore = AnomalyScore.ComplexityCorrected },
            "LearnedVariance" => options with { Likelihood = Likelihood.GaussianWithLearnedVariance(), AnomalyScore = AnomalyScore.ImportanceWeighted(3) },
            "LearnedPixelVariance" => options with { Likelihood = Likelihood.GaussianWithLearnedVariance(perPixel: true), AnomalyScore = AnomalyScore.NegativeElbo },
            "Laplace" => options with { Likelihood = Likelihood.Laplace(0.2), PixelScaling = new PixelScaling(0.5f, 2), AnomalyScore = AnomalyScore.ComplexityCorrected },
            "DiscretizedLogistic" => options with { Likelihood = Likelihood.DiscretizedLogistic() },
            "Convolutional" => options with { Network = Network.Convolutional([4]) },
            "Residual" => options with { Network = Network.Residual([4]) },
            "Conditional" => options with { ConditionColumnName = "Row" },
            "Binarized" => options with { DynamicBinarization = true, SampleSeed = 3 },
            "Autoencoder" => options with { LatentLogVarianceColumnName = null, Objective = Objective.Autoencoder },
            "VectorQuantization" => options with { LatentLogVarianceColumnName = null, Objective = Objective.VectorQuantization(vectors: 8) },
            "ImportanceWeighted" => options with { Objective = Objective.ImportanceWeighted(3) },
            "FreeBits" => options with { Objective = Objective.FreeBits() },
            "TotalCorrelation" => options with { Objective = Objective.TotalCorrelation() },
            "Denoising" => options with { Corruption = Corruption.SaltAndPepper() },
            _ => options,
        }, name == "Conditional" ? WithKey(rows) : View(rows));
    }

    private static ScriptedView WithKey(float[][] rows) => new ScriptedView(rows.Length)
        .AddVector(TinyModel.Input, NumberDataViewType.Single, Size, row => TestImages.Dense<float>(rows[row]))
        .Add("Row", new KeyDataViewType(typeof(uint), 3), row => (uint)(row % 3) + 1);

    private static IDataView View(float[][] rows) => PixelViews.OfSingles(new MLContext(), rows);

    private static ScriptedView Latents(float[] latent) => new ScriptedView(1).AddVector(
        TinyModel.Mean, NumberDataViewType.Single, latent.Length, _ => TestImages.Dense<float>(latent));

    private static float[][] Hide(float[][] rows, double share, int seed)
    {
        var random = new Random(seed);
        return [.. rows.Select(row => Array.ConvertAll(row, value => random.NextDouble() < share ? Missing : value))];
    }

    private static double SquaredError(float[][] filled, float[][] seen, float[][] whole) =>
        seen.SelectMany((row, i) => Enumerable.Range(0, row.Length).Where(j => float.IsNaN(row[j])).Select(j => Math.Pow(filled[i][j] - whole[i][j], 2))).Average();
}

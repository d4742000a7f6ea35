namespace Microsoft.ML.Vae.Tests.Training;

/// <summary>No way through a fit, and no view of a model, leaves a native tensor behind.</summary>
[Trait("trap", "25")]
public class TensorLifeTests
{
    private const int Parameters = 10;   // of five layers

    [Fact]
    public void Fit_CanceledWithValidationLabelsAndKeptWeights_LeavesNoTensorBehind() => LiveTensors.ShouldStayFlat(5, () =>
    {
        using var source = new CancellationTokenSource();
        VaeOptions options = AllColumns.With(Keeping(new EpochAction(3, source.Cancel))) with { CancellationToken = source.Token };
        using VaeTransformer model = new MLContext().Transforms.VariationalAutoencoder(options).Fit(TestImages.View(50), TestImages.View(20));
        model.History.Count.ShouldBe(3);
    }, parametersMade: Parameters);

    [Fact]
    public void Fit_EndedByItsCallback_LeavesNoTensorBehind() => LiveTensors.ShouldStayFlat(5, () =>
        Should.Throw<NotSupportedException>(() => Keeping(new EpochAction(2, () => throw new NotSupportedException())).Fit(TestImages.View(50))),
        parametersMade: Parameters);

    [Fact]
    public void Fit_WarmStartTakenOrRefused_LeavesNoTensorBehind()
    {
        using VaeTransformer source = TestOptions.Tiny.Fit(TestImages.View(50));
        LiveTensors.ShouldStayFlat(5, () =>
        {
            VaeOptions other = TestOptions.Tiny with { Network = Network.FullyConnected([9]) };
            new MLContext().Transforms.VariationalAutoencoder(TestOptions.Tiny).Fit(TestImages.View(50), null, source).Dispose();
            Should.Throw<ArgumentException>(() => new MLContext().Transforms.VariationalAutoencoder(other).Fit(TestImages.View(50), null, source));
        }, parametersMade: 2 * Parameters);
    }

    [Fact]
    public void Fit_CheckpointWrittenAndTaken_LeavesNoTensorBehind() => LiveTensors.ShouldStayFlat(5, () =>
    {
        using var folder = new TemporaryFolder();
        VaeOptions options = (TestOptions.Tiny with { RestoreBestWeights = true }).In(folder.FullName);
        options.Fit(TestImages.View(50)).Dispose();
        (options with { Epochs = 3 }).Fit(TestImages.View(50)).Dispose();
    }, parametersMade: 2 * Parameters);

    [Fact]
    public void Views_EveryColumnAndEveryKind_LeaveNoTensorBehind()
    {
        using TinyModel model = AllColumns.Create();
        LiveTensors.ShouldStayFlat(20, () =>
        {
            IDataView view = model.Transformer.Transform(TestImages.View(3));
            foreach (string column in AllColumns.InOrder[..^2])
                view.Vectors(column);
            view.Values<float>(AllColumns.Score);
            model.Transformer.Decode(model.Transformer.Encode(TestImages.View(3))).Vectors(TinyModel.Reconstruction);
            model.Transformer.Traverse([0, 0, 0], 1).Vectors(TinyModel.Reconstruction);
        });
    }

    private static VaeOptions Keeping(IProgress<TrainingProgress> progress) =>
        TestOptions.Tiny with { Epochs = 6, OnCancellation = CancellationBehavior.KeepBest, Progress = progress };
}

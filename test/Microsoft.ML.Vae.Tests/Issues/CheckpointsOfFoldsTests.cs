using static Microsoft.ML.DataOperationsCatalog;

namespace Microsoft.ML.Vae.Tests.Issues;

/// <summary>The folds of a cross-validation met in one folder, and each was refused as another fit's.</summary>
public sealed class CheckpointsOfFoldsTests : IDisposable
{
    private readonly MLContext _context = new(seed: 1);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    public void Fit_SeparateByData_KeepsAFolderForEachFoldAndFindsItAgain(double validationFraction)
    {
        TrainTestData[] folds = [.. _context.Data.CrossValidationSplit(TestImages.InMemory(_context, 90), numberOfFolds: 3)];
        VaeOptions options = Options(new CheckpointOptions { Folder = _folder.FullName, SeparateByData = true }) with
        {
            ValidationFraction = validationFraction,
            Seed = null,
        };
        int[] seeds = [.. folds.Select(fold => Fit(fold).Seed)];

        string[] folders = Directory.GetDirectories(_folder.FullName);
        folders.Length.ShouldBe(3);
        folders.ShouldAllBe(folder => CheckpointedFit.Files(folder).Length == 1);
        folds.Select(fold => Fit(fold).Seed).ShouldBe(seeds);   // drawn at random, so found in the checkpoint
        Directory.GetDirectories(_folder.FullName).Length.ShouldBe(3);

        TrainingReport Fit(TrainTestData fold)
        {
            using VaeTransformer model = new MLContext().Transforms.VariationalAutoencoder(options).Fit(fold.TrainSet);
            return model.Report;
        }
    }

    [Fact]
    public void Fit_SeparateByDataTwiceAtOnce_DoesNotWaitForAFolder()
    {
        VaeOptions options = Options(new CheckpointOptions { Folder = _folder.FullName, SeparateByData = true });
        VaeOptions outer = options with { Progress = new EpochAction(1, () => options.Fit(TestImages.View(40)).Dispose()) };

        outer.Fit(TestImages.View(41)).Dispose();

        Directory.GetDirectories(_folder.FullName).Length.ShouldBe(2);
    }

    [Fact]
    public void Fit_OtherValidationRows_HaveAFolderOfTheirOwn()
    {
        VaeOptions options = Options(new CheckpointOptions { Folder = _folder.FullName, SeparateByData = true });
        options.Fit(TestImages.View(40), TestImages.View(9)).Dispose();
        options.Fit(TestImages.View(40), TestImages.View(8)).Dispose();
        options.Fit(TestImages.View(40)).Dispose();

        Directory.GetDirectories(_folder.FullName).Length.ShouldBe(3);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fit_DeleteOnCompletion_LeavesNothing(bool separate)
    {
        var checkpoints = new CheckpointOptions { Folder = _folder.FullName, SeparateByData = separate, DeleteOnCompletion = true };
        using VaeTransformer model = Options(checkpoints).Fit(TestImages.View(40));

        Directory.GetFileSystemEntries(_folder.FullName).ShouldBeEmpty();
        CheckpointedFit.ShouldBe(model, (TestOptions.Tiny with { Epochs = 2 }).Fit(TestImages.View(40)));
    }

    [Fact]
    public void Fit_DeleteOnCompletionButCanceled_KeepsTheCheckpointAndResumes()
    {
        using var cancellation = new CancellationTokenSource();
        var checkpoints = new CheckpointOptions { Folder = _folder.FullName, DeleteOnCompletion = true };
        VaeOptions options = Options(checkpoints);
        VaeOptions canceled = options with { CancellationToken = cancellation.Token, Progress = new EpochAction(2, cancellation.Cancel), Epochs = 3 };

        Should.Throw<OperationCanceledException>(() => canceled.Fit(TestImages.View(40)));
        CheckpointedFit.Files(_folder.FullName).ShouldHaveSingleItem();
        using VaeTransformer model = (options with { Epochs = 3 }).Fit(TestImages.View(40));

        model.History.Count.ShouldBe(3);
        CheckpointedFit.Files(_folder.FullName).ShouldBeEmpty();
    }

    private static VaeOptions Options(CheckpointOptions checkpoints) => TestOptions.Tiny with { Checkpoints = checkpoints };
}

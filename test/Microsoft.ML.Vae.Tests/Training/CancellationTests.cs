using System.Reflection;
using Microsoft.ML.Data;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Tests.Estimator;
using Microsoft.ML.Vae.Tests.Mapping;
using Shouldly;
using TorchSharp;
using Xunit;

namespace Microsoft.ML.Vae.Tests.Training;

/// <summary>ML.NET's own switch, which its command lines and AutoML use, ends a fit within a batch.</summary>
[Trait("case", "20")]
public class CancellationTests
{
    private readonly MLContext _context = new(1);

    [Fact]
    public void Fit_CancelledBefore_ReadsNoRow()
    {
        ScriptedView data = Pictures.View(100);
        VaeEstimator estimator = _context.Transforms.VariationalAutoencoder(TinyOptions.Create());
        Cancel();

        Should.Throw<OperationCanceledException>(() => estimator.Fit(data));

        data.Moves.ShouldBe(0);
        data.OpenCursors.ShouldBe(0);
    }

    [Fact]
    public void Fit_CancelledWhileRowsAreReadIntoMemory_ReadsNoMore()
    {
        ScriptedView data = CancellingAt(row: 40, pass: 1, rows: 1000, TinyModel.Size);

        Should.Throw<OperationCanceledException>(() => Fit(data, TinyOptions.Create()));

        data.Moves.ShouldBe(41);
        data.OpenCursors.ShouldBe(0);
    }

    [Fact]
    public void Fit_CancelledWhileRowsAreStreamed_ReadsNoMore()
    {
        const int Wide = 4096;   // 256 rows of these are the smallest budget
        ScriptedView data = CancellingAt(row: 700, pass: 3, rows: 1000, Wide);

        Should.Throw<OperationCanceledException>(() => Fit(data, TinyOptions.Create() with { CacheBudgetBytes = 1 << 20, Epochs = 9 }));

        data.Cursors[^1].Moves.ShouldBe(701);
        data.OpenCursors.ShouldBe(0);
    }

    [Fact]
    public void Fit_CancelledInABatch_MakesNoOtherBatch()
    {
        int steps = 0;
        var likelihood = new ObservedLikelihood(() =>
        {
            if (++steps == 7)
                Cancel();
        });

        Should.Throw<OperationCanceledException>(() => Fit(Pictures.View(320), TinyOptions.Create() with { Likelihood = likelihood, Epochs = 9 }));

        steps.ShouldBe(7);
    }

    [Fact]
    public void Fit_CancelledByTheProgressCallback_ReportsNoOtherEpoch()
    {
        var epochs = new List<int>();
        var progress = new ProgressCallback(report =>
        {
            epochs.Add(report.Epoch);
            if (report.Epoch == 2)
                Cancel();
        });

        Should.Throw<OperationCanceledException>(() => Fit(Pictures.View(64), TinyOptions.Create() with { Progress = progress, Epochs = 1000 }));

        epochs.Max().ShouldBe(2);
    }

    [Fact]
    public void Fit_OfAnotherContext_GoesOn()
    {
        var other = new MLContext(1);
        VaeEstimator estimator = other.Transforms.VariationalAutoencoder(TinyOptions.Create());
        Cancel();

        using VaeTransformer model = estimator.Fit(Pictures.View(64));

        model.Latents().Length.ShouldBe(100);
    }

    [Fact]
    public void Fit_CancelledHalfway_LeavesNoTensorBehind() => Infrastructure.LiveTensors.ShouldStayFlat(5, () =>
    {
        var context = new MLContext(1);
        var progress = new ProgressCallback(_ => Cancel(context));
        Should.Throw<OperationCanceledException>(
            () => context.Transforms.VariationalAutoencoder(TinyOptions.Create() with { Progress = progress }).Fit(Pictures.View(64)));
    }, parametersMade: 10);

    private void Cancel() => Cancel(_context);

    /// <summary>The switch is internal to ML.NET.</summary>
    private static void Cancel(MLContext context) =>
        typeof(MLContext).GetMethod("CancelExecution", BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(context, null);

    private void Fit(IDataView data, VaeOptions options) => _context.Transforms.VariationalAutoencoder(options).Fit(data).Dispose();

    private ScriptedView CancellingAt(int row, int pass, int rows, int size)
    {
        ScriptedView? view = null;
        return view = new ScriptedView(rows).AddVector(TinyModel.Input, NumberDataViewType.Single, size, current =>
        {
            if (current == row && view!.Cursors.Count == pass)
                Cancel();
            return Pictures.Dense(new float[size]);
        });
    }

    private sealed class ProgressCallback(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }

    /// <summary>Bernoulli's, with a word at each training step.</summary>
    private sealed class ObservedLikelihood(Action step) : Likelihood
    {
        internal override Support Support => Bernoulli.Support;

        internal override torch.Tensor Mean(torch.Tensor decoded) => Bernoulli.Mean(decoded);

        internal override torch.Tensor NegativeLogLikelihood(torch.Tensor decoded, torch.Tensor x)
        {
            step();
            return Bernoulli.NegativeLogLikelihood(decoded, x);
        }
    }
}

using Microsoft.ML.Runtime;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Issues;

/// <summary>Other thread counts give other results, which neither the log nor a resumed fit said.</summary>
[Collection(nameof(ThreadCountTests))]
public sealed class ThreadCountTests : IDisposable
{
    private readonly int _threads = get_num_threads();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        set_num_threads(_threads);
        _folder.Dispose();
    }

    [Fact]
    public void Fit_Always_LogsAndReportsTheThreadCount()
    {
        var context = new MLContext();
        var log = new Log(context);
        set_num_threads(3);
        using VaeTransformer model = TestOptions.Tiny.Fit(TestImages.View(40), null, context);

        log.Of(ChannelMessageKind.Info).ShouldContain(message => message.Message.EndsWith("Seed: 3, threads: 3"));
        model.Report!.Threads.ShouldBe(3);
        ((VaeTransformer)SavedModel.Of(model).Load()).Report.Threads.ShouldBe(3);
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(3, 3)]
    public void Fit_ResumedWithOtherThreads_WarnsOfBothCounts(int before, int after)
    {
        VaeOptions options = TestOptions.Tiny.In(_folder.FullName);
        set_num_threads(before);
        options.Fit(TestImages.View(40)).Dispose();
        var context = new MLContext();
        var log = new Log(context);
        set_num_threads(after);
        (options with { Epochs = 3 }).Fit(TestImages.View(40), null, context).Dispose();

        log.Warnings.Count(message => message.Message.Contains(
            "The checkpoint was written with 2 threads, and this process uses 3: the model can differ from that of an uninterrupted fit."))
            .ShouldBe(before == after ? 0 : 1);
    }
}

/// <summary>They set what every other test in the process uses.</summary>
[CollectionDefinition(nameof(ThreadCountTests), DisableParallelization = true)]
public sealed class ThreadCountGroup;

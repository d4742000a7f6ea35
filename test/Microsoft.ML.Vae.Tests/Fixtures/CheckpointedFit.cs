using System.Text.Json;
using Microsoft.ML.Vae.Evaluation;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>Fits with checkpoints in a folder.</summary>
internal static class CheckpointedFit
{
    /// <summary>Shorter than any step.</summary>
    public static readonly TimeSpan EveryStep = TimeSpan.FromTicks(1);

    public static VaeOptions In(this VaeOptions options, string folder, TimeSpan? interval = null) =>
        options with { Checkpoints = new CheckpointOptions { Folder = folder, Interval = interval ?? EveryStep } };

    /// <summary>Starts the fit again and again, each time with a disk that fails at the second checkpoint, until there is none left to write.</summary>
    public static (VaeTransformer Model, int Interruptions) FitInPieces(VaeOptions options, string folder, IDataView data, IDataView? validation = null)
    {
        for (int interruptions = 0; ; interruptions++)
        {
            int writes = 0;
            try
            {
                return ((options with { Checkpoints = Failing(folder, () => ++writes == 2) }).Fit(data, validation), interruptions);
            }
            catch (DiskException)
            {
            }
        }
    }

    /// <summary>Checkpoints after every step, of which some fail.</summary>
    public static CheckpointOptions Failing(string folder, Func<bool> fails) => new()
    {
        Folder = folder,
        Interval = EveryStep,
        WrapStream = file => fails() ? throw new DiskException() : file,
    };

    /// <summary>Everything that a fit leaves behind, bit by bit, but for its duration and the epochs that it was allowed.</summary>
    public static void ShouldBe(VaeTransformer actual, VaeTransformer expected)
    {
        actual.History.ShouldBe(expected.History);
        Comparable(actual.Report).ShouldBe(Comparable(expected.Report));
        actual.ScoreThreshold.ShouldBe(expected.ScoreThreshold);
        FloatAssert.ShouldBeBitEqual(Weights.Of(actual), Weights.Of(expected));
    }

    private static string Comparable(TrainingReport report) => JsonSerializer.Serialize(report with
    {
        Duration = default,
        Options = report.Options.Where(option => option.Key != nameof(VaeOptions.Epochs)).ToDictionary(),
    });

    public static string[] Files(string folder) => [.. Directory.GetFiles(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    /// <summary>As a disk that is full.</summary>
    internal sealed class DiskException() : IOException("No space left on device");
}

using System.Diagnostics;
using Microsoft.ML.Vae.Checkpoints;
using Microsoft.ML.Vae.Persistence;

namespace Microsoft.ML.Vae.Tests.Checkpoints;

/// <summary>A process that is killed while it does little but write checkpoints, again and again.</summary>
public class KilledFitTests
{
    private const int Kills = 50;
    private const int Fits = 2;   // side by side, as starting a process takes most of the time
    private const int LongestDelay = 40;   // ms, some ten checkpoints

    [Fact]
    [Trait("case", "27")]
    public void Fit_KilledFiftyTimes_HasAWholeCheckpointEachTimeAndEndsAsIfNever()
    {
        using var first = new TemporaryFolder();
        using var second = new TemporaryFolder();
        string[] folders = [first.FullName, second.FullName];
        int[] cutWrites = new int[Fits];
        Parallel.For(0, Fits, fit => cutWrites[fit] = KillAgainAndAgain(folders[fit], new Random(fit)));

        cutWrites.Sum().ShouldBeGreaterThan(0);
        foreach (string folder in folders)
        {
            VaeOptions options = CheckpointProcess.Options(Newest(folder)!.Description.Epochs + 1);
            using VaeTransformer model = options.In(folder).Fit(CheckpointProcess.Rows()), expected = options.Fit(CheckpointProcess.Rows());
            CheckpointedFit.ShouldBe(model, expected);
            CheckpointedFit.Files(folder).ShouldHaveSingleItem();
        }
    }

    /// <summary>Returns how many of the kills cut a write short.</summary>
    private static int KillAgainAndAgain(string folder, Random random)
    {
        int cutWrites = 0;
        long steps = 0;
        for (int kill = 0; kill < Kills / Fits; kill++)
        {
            KillWhileWriting(folder, random.NextDouble() * LongestDelay);
            if (Directory.EnumerateFiles(folder, $"*{AtomicFile.TemporarySuffix}").Any())
                cutWrites++;
            long now = Newest(folder)?.Description.Steps ?? 0;
            now.ShouldBeGreaterThanOrEqualTo(steps);
            steps = now;
        }
        steps.ShouldBeGreaterThan(0);
        return cutWrites;
    }

    private static void KillWhileWriting(string folder, double delay)
    {
        using Process process = ChildProcess.Launch([nameof(CheckpointProcess), folder]);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string? line = process.StandardOutput.ReadLine();
        if (line == CheckpointProcess.Writing)
            process.WaitForExit(TimeSpan.FromMilliseconds(delay)).ShouldBeFalse("it writes until it is killed");
        process.Kill();
        process.WaitForExit();
        line.ShouldBe(CheckpointProcess.Writing, errors.Result);
    }

    /// <summary>The newest checkpoint, all of which are whole; null before the first.</summary>
    private static Checkpoint? Newest(string folder) =>
        Directory.GetFiles(folder, "*.safetensors").Order(StringComparer.Ordinal).Select(CheckpointFile.Read).LastOrDefault();
}

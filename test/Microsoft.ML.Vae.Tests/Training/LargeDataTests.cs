using System.Globalization;

namespace Microsoft.ML.Vae.Tests.Training;

public class LargeDataTests
{
    private const long AllowedGrowth = LargeDataProcess.BudgetBytes + 300_000_000;

    [Fact, Trait("case", "18")]
    public void Fit_AGigabyteOfRows_GrowsByLessThan300MegabytesBeyondTheBudget() => Check(1L << 30);

    [Fact, Trait("case", "18")]
    public void Fit_AQuarterOfAGigabyteOnDisk_GrowsByLessThan300MegabytesBeyondTheBudget()
    {
        using var folder = new TemporaryFolder();
        Check(1L << 28, folder.FullName);
    }

    private static void Check(long bytes, params string[] folder)
    {
        string[] args = [nameof(LargeDataProcess), bytes.ToString(CultureInfo.InvariantCulture), .. folder];
        long[] numbers = [.. ChildProcess.Start(args).Select(line => long.Parse(line, CultureInfo.InvariantCulture))];

        numbers[0].ShouldBe((1 + folder.Length) * bytes / LargeDataProcess.Size);
        numbers[1].ShouldBeInRange(1, AllowedGrowth);
    }
}

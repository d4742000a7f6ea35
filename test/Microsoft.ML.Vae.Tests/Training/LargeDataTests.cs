using System.Globalization;

namespace Microsoft.ML.Vae.Tests.Training;

public class LargeDataTests
{
    private const long AllowedGrowth = 300_000_000;

    [Fact, Trait("case", "18")]
    public void Fit_AGigabyteOfRows_GrowsByLessThan300Megabytes()
    {
        long[] numbers = [.. ChildProcess.Start([nameof(LargeDataProcess)]).Select(line => long.Parse(line, CultureInfo.InvariantCulture))];

        numbers[0].ShouldBe(LargeDataProcess.Rows);
        numbers[1].ShouldBeInRange(1, AllowedGrowth);
    }
}

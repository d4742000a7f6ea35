using System.Text.Json;
using Microsoft.ML.Vae.Bench;

namespace Microsoft.ML.Vae.Samples.Tests.Bench;

public sealed class BenchCommandTests : IDisposable
{
    private readonly List<string> _measured = [];
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Fact]
    public void Run_TwoRounds_AlternatesAndWritesTheTableTwice()
    {
        string page = _folder["bench.md"];

        Run("--rounds", "2", "--output", page).ShouldBe(0);

        _measured.ShouldBe(["fit", "plain", "start", "start", "plain", "fit"]);
        _output.ToString().ShouldBe("""
            | work | measured | compared with | ratio | target | met |
            |---|---|---|--:|--:|---|
            | train | fit: 3,000 rows/s | plain: 1,500 rows/s | 2.00 (2.00 to 2.00) | ≥ 2.5 | **no** |
            | start | start: 1.25 s | – | – | ≤ 1.5 s | yes |

            """);
        File.ReadAllText(page).ShouldEndWith(_output.ToString());
        JsonElement first = JsonDocument.Parse(File.ReadAllText(_folder["bench.json"])).RootElement.GetProperty("comparisons")[0];
        first.GetProperty("measured").GetProperty("values").EnumerateArray().Select(value => value.GetDouble()).ShouldBe([2000, 4000]);
        first.GetProperty("target").GetString().ShouldBe("≥ 2.5");
    }

    [Fact]
    public void Run_OnlySome_MeasuresNothingElse()
    {
        Run("--rounds", "1", "--only", "^start").ShouldBe(0);

        _measured.ShouldBe(["start"]);
    }

    [Theory]
    [InlineData("--only is 'nothing'; no comparison matches.", "--only", "nothing")]
    [InlineData("--only is no regular expression", "--only", "(")]
    [InlineData("--rounds must be at least 1.", "--rounds", "0")]
    public void Run_BadArguments_SaysWhat(string message, params string[] arguments)
    {
        Run(arguments).ShouldBe(1);
        _error.ToString().ShouldContain(message);
    }

    [Fact]
    public void Run_AVariantInAProcess_PrintsItsLine()
    {
        BenchCommand.Run(["--rounds", "1", "--only", "^start-up"], Suite.Comparisons, VariantProcess.Measure, _output, _error).ShouldBe(0);

        _output.ToString().ShouldMatch(@"\| start-up, 1,000 rows \| .*: \d+\.\d\d s \| – \| – \| ≤ 1\.5 s \|");
    }

    [Fact]
    public void Comparisons_OfTheSuite_HaveUniqueNamesAndLines()
    {
        Suite.Comparisons.SelectMany(comparison => comparison.Variants).Distinct().Select(variant => variant.Name).ShouldBeUnique();
        Suite.Comparisons.Select(comparison => comparison.Line).ShouldBeUnique();
    }

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    private int Run(params string[] arguments)
    {
        var fit = new FixedVariant("fit", "rows/s", 2000, 4000);
        Comparison[] comparisons =
        [
            new("train", fit, new FixedVariant("plain", "rows/s", 1000, 2000), Target.AtLeast(2.5)),
            new("train", fit, new FixedVariant("absent", "rows/s") { Exists = false }, Target: null),
            new("start", new FixedVariant("start", "s", 1, 1.5), Other: null, Target.AtMost(1.5)),
        ];
        return BenchCommand.Run(arguments, comparisons, Measure, _output, _error);
    }

    private double Measure(Variant variant)
    {
        _measured.Add(variant.Name);
        return variant.Measure();
    }
}

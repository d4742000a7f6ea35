using Microsoft.ML.Vae.Results;
using Microsoft.ML.Vae.Samples.Digits.Drawing;

namespace Microsoft.ML.Vae.Samples.Tests.Results;

public sealed class ResultsCommandTests : IDisposable
{
    private static readonly Section _section = new("Some", "Few.",
    [
        new ModelRow("Small", "p(x|z)", "Someone", options => options with { Network = Network.FullyConnected([8]), LatentDimension = 2, Epochs = 1 }) { BoundSamples = 3 },
        new ModelRow("Impossible", "0", "No one", options => options with { LatentDimension = 0 }),
        new ModelRow("Dense", "m", "Someone", options => options with { Network = Network.Linear, LatentDimension = 3, Epochs = 1, Likelihood = Likelihood.Gaussian() })
        {
            PixelLoss = PixelLoss.Density,
        },
    ]);

    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Fact]
    public void Run_WithAFailingRow_HasAllOthersAndFails()
    {
        string page = _folder["page.md"];

        Run("--data", Data(), "--output", page).ShouldBe(1);

        string[] rows = [.. File.ReadLines(page).SkipWhile(line => line != "## Some").Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(2)];
        rows.Length.ShouldBe(3);
        rows[0].ShouldMatch(@"^\| Small \| `p\(x\\\|z\)` \| Someone \| `Network = Network\.FullyConnected\(\[8\]\), LatentDimension = 2, Epochs = 1` \| [\d.]+ cross-entropy; [\d.]+ with k = 3 \| 0\.\d{5} \| [01]\.\d{4} \| \d \| \d+ \|$");
        rows[1].ShouldContain("| **failed**: ArgumentOutOfRangeException: LatentDimension is 0; must be in [1, 4096].");
        rows[2].ShouldMatch(@"density \| 0\.\d{5} \| [01]\.\d{4} \| \d \| \d+ \|$");
        _error.ToString().ShouldContain("failed: Impossible: ");
    }

    [Fact]
    public void Run_OnlySomeRows_PrintsThem()
    {
        Run("--data", Data(), "--only", "some: s").ShouldBe(0);

        _output.ToString().ShouldContain("| Small |");
        _output.ToString().ShouldNotContain("| Dense |");
    }

    [Fact]
    public void Run_Twice_DiffersInSecondsAlone()
    {
        string Page()
        {
            _output.GetStringBuilder().Clear();
            Run("--data", Data(), "--only", "Small").ShouldBe(0);
            return _output.ToString()[.._output.ToString().TrimEnd(' ', '|', '\n').LastIndexOf('|')];
        }

        string first = Page();
        Page().ShouldBe(first);
    }

    [Fact]
    public void Run_OfOneTable_LeavesNoBarUnescaped()
    {
        Run("--data", Data(), "--only", "Small").ShouldBe(0);

        string[] table = [.. _output.ToString().Split('\n').Where(line => line.StartsWith('|'))];
        table.ShouldAllBe(line => DocumentedRow.Cells(line).Length == 9);
    }

    [Theory]
    [InlineData("--only is 'nothing'; no row matches.", "--data", ".", "--only", "nothing")]
    [InlineData("--only is no regular expression", "--data", ".", "--only", "(")]
    [InlineData("There is no folder 'nowhere'.", "--data", "nowhere")]
    public void Run_BadArguments_SaysWhat(string message, params string[] arguments)
    {
        Run(arguments).ShouldBe(1);
        _error.ToString().ShouldContain(message);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    private int Run(params string[] arguments) => ResultsCommand.Run(arguments, [_section], _output, _error);

    private string Data() => DigitFolder.Ensure(_folder.FullName, seed: 5, trainCount: 60, testCount: 20);
}

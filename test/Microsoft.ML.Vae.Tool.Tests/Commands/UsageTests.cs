using System.Text.Json;

namespace Microsoft.ML.Vae.Tool.Tests.Commands;

public class UsageTests
{
    private static readonly string[] _commands =
        ["train", "info", "encode", "score", "sample", "interpolate", "traverse", "tsne", "report", "explore", "export", "doctor"];

    public static TheoryData<string> Commands => [.. _commands];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Help_OfEveryCommand_HasExamplesOfItAndExitCodes(string command)
    {
        string help = Cli.Succeed(command, "--help");

        help.ShouldContain($"Examples:{Environment.NewLine}  vae {command}");
        help.ShouldContain(ExitCode.Help);
    }

    [Fact]
    public void Run_WithoutArguments_ShowsTheHelp()
    {
        string help = Cli.Succeed();

        foreach (string command in _commands)
            help.ShouldContain($"  {command} ");
    }

    [Theory]
    [InlineData("Unrecognized command or argument 'bogus'.", "bogus")]
    [InlineData("--epochs is 0; must be at least 1.", "train", "photos", "--epochs", "0")]
    [InlineData("--size is '0x20'; must be a number of pixels", "train", "photos", "--size", "0x20")]
    [InlineData("--channels is 2; must be 1 or 3.", "train", "photos", "--channels", "2")]
    [InlineData("--likelihood is poisson; must be one of bernoulli", "train", "photos", "--likelihood", "poisson")]
    [InlineData("--validation is 0.9; must be in [0, 0.5].", "train", "photos", "--validation", "0.9")]
    [InlineData("--dense is '0'; must be sizes", "train", "photos", "--dense", "0")]
    [InlineData("--conv and --dense are two kinds of network", "train", "photos", "--conv", "--dense", "20")]
    [InlineData("--output is 'x.jpg'; must end with .png or .gif.", "interpolate", "m.zip", "photos", "-o", "x.jpg")]
    [InlineData("--range is 0; must be in (0, 100].", "traverse", "m.zip", "--range", "0")]
    [InlineData("--latent is 5000; must be in [1, 4096].", "train", "photos", "--latent", "5000")]
    [InlineData("--dimensions is 65; must be in [1, 64].", "traverse", "m.zip", "--dimensions", "65")]
    [InlineData("--to is tflite; must be onnx or pytorch.", "export", "m.zip", "--to", "tflite")]
    [InlineData("--output is 'm.pt'; must end with .onnx.", "export", "m.zip", "-o", "m.pt")]
    [InlineData("--output is 'm.onnx'; must end with .pt or .pth or .safetensors.", "export", "m.zip", "--to", "pytorch", "-o", "m.onnx")]
    [InlineData("--float16 is for --to onnx; the weights for PyTorch are one file.", "export", "m.zip", "--to", "pytorch", "--float16")]
    [InlineData("--part is head; must be one of encoder, decoder, reconstruction, score, prior.", "export", "m.zip", "--part", "head")]
    [InlineData("--top prints rows, and --output writes all", "score", "m.zip", "photos", "--top", "3", "-o", "x.csv")]
    public void Run_WrongCommandLine_OneSentenceAndExitCodeTwo(string message, params string[] args)
    {
        Cli.Outcome outcome = Cli.Run(args);

        outcome.ExitCode.ShouldBe(ExitCode.Usage);
        outcome.Error.ShouldContain(message);
        outcome.Output.ShouldBeEmpty();
    }

    [Fact]
    public void Doctor_OfThisMachine_FindsNothingWrong()
    {
        using JsonDocument report = JsonDocument.Parse(Cli.Succeed("doctor", "--json"));

        report.RootElement.GetProperty("isGood").GetBoolean().ShouldBeTrue();
        string[] names = [.. report.RootElement.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("name").GetString()!)];
        names.Except(["oneDNN"]).ShouldBe(["vae", "system", "packages", "images", "memory", "processor", "libtorch", "threads", "CUDA", "convolution", "group norm"]);   // and oneDNN, where its convolutions are replaced
        Cli.Succeed("doctor").ShouldMatch(@"ok   convolution  differs from double precision by \d");
    }
}

using System.CommandLine;
using Microsoft.ML.Vae.Samples.Digits;

namespace Microsoft.ML.Vae.Samples.Tests.Commands;

public class MainOptionSetTests
{
    [Fact]
    public void Bind_NoArguments_Defaults()
    {
        var options = Bind();

        (options.Epochs, options.LatentDimension, options.BatchSize, options.Seed).ShouldBe((10, 10, 128, 1));
        options.HiddenSizes.ShouldBe([400]);
        options.DataFolder.ShouldBeNull();
        options.Rows.ShouldBeNull();
        options.OutputFolder.ShouldBeNull();
        (options.Download, options.Mirror.AbsoluteUri).ShouldBe((false, "https://ossci-datasets.s3.amazonaws.com/mnist/"));
    }

    [Fact]
    public void Bind_EveryOption_ItsValue()
    {
        var options = Bind(
            "--data", "in", "--epochs", "3", "--latent", "2", "--hidden", "512,256", "--batch", "64",
            "--seed", "-7", "--rows", "1000", "--output", "out", "--download", "--mirror", "http://here/x");

        (options.Epochs, options.LatentDimension, options.BatchSize, options.Seed, options.Rows).ShouldBe((3, 2, 64, -7, 1000));
        options.HiddenSizes.ShouldBe([512, 256]);
        (options.DataFolder, options.OutputFolder).ShouldBe(("in", "out"));
        (options.Download, options.Mirror.AbsoluteUri).ShouldBe((true, "http://here/x"));
    }

    [Fact]
    public void Bind_HiddenNone_Linear() => Bind("--hidden", "none").HiddenSizes.ShouldBeEmpty();

    [Theory]
    [InlineData("--epochs", "0", "--epochs is 0; must be at least 1.")]
    [InlineData("--latent", "-3", "--latent is -3; must be at least 1.")]
    [InlineData("--batch", "0", "--batch is 0; must be at least 1.")]
    [InlineData("--rows", "0", "--rows is 0; must be at least 1.")]
    [InlineData("--hidden", "400,0", "--hidden is '400,0'; must be sizes of at least 1 joined by commas, or 'none'.")]
    [InlineData("--hidden", "many", "--hidden is 'many'; must be sizes of at least 1 joined by commas, or 'none'.")]
    [InlineData("--mirror", "ftp://here", "--mirror is 'ftp://here'; must be an address that starts with http:// or https://.")]
    [InlineData("--mirror", "here", "--mirror is 'here'; must be an address that starts with http:// or https://.")]
    [InlineData("--mirror", "http://here", "--mirror needs --download.")]
    [InlineData("--epochs", "ten", "ten")]
    [InlineData("--seed", "1.5", "1.5")]
    [InlineData("--colour", "red", "--colour")]
    public void Parse_BadValue_SaysWhatIsWrong(string name, string value, string message) =>
        Parse(name, value).Errors.ShouldContain(error => error.Message.Contains(message, StringComparison.Ordinal));

    [Fact]
    public void Parse_NoValue_IsAnError() => Parse("--epochs").Errors.ShouldNotBeEmpty();

    private static DigitsOptions Bind(params string[] args)
    {
        var (root, options) = Create();
        var result = root.Parse(args);
        result.Errors.ShouldBeEmpty();
        return options.Bind(result);
    }

    private static ParseResult Parse(params string[] args) => Create().Root.Parse(args);

    private static (RootCommand Root, DigitsOptionSet Options) Create()
    {
        var root = new RootCommand();
        var options = new DigitsOptionSet();
        foreach (var option in options.All)
            root.Options.Add(option);
        return (root, options);
    }
}

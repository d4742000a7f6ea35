using Microsoft.ML.Vae.Samples;

namespace Microsoft.ML.Vae.Samples.Tests.Commands;

public class SampleAppTests
{
    [Fact]
    public void Run_BadValue_OneSentenceAndExitCodeOne() =>
        Fail("--epochs", "0").Trim().ShouldBe("--epochs is 0; must be at least 1.");

    [Fact]
    public void Run_NoSuchFolder_OneSentenceAndExitCodeOne()
    {
        using var folder = new TemporaryFolder();

        Fail("--data", folder["nowhere"], "--output", folder["out"]).Trim()
            .ShouldBe($"error: There is no folder '{folder["nowhere"]}'.");
    }

    [Fact]
    public void Run_VerifyWithoutAModel_OneSentenceAndExitCodeOne()
    {
        using var folder = new TemporaryFolder();

        Fail("verify", folder["model.zip"], folder.FullName, folder["latents.idx"]).ShouldContain(folder["latents.idx"]);
    }

    private static string Fail(params string[] args)
    {
        using var console = new RecordingConsole(isTerminal: false);
        using var error = new StringWriter();

        SampleApp.Run(args, console.Console, error).ShouldBe(1);

        error.ToString().Trim().ShouldNotContain('\n');
        return error.ToString();
    }
}

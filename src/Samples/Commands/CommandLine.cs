using System.CommandLine;
using Spectre.Console;

namespace Microsoft.ML.Vae.Samples.Commands;

/// <summary>The program's commands: the main job, and the check that the main job runs in a second process.</summary>
internal static class CommandLine
{
    public const int Failure = 1;

    /// <returns>The process's exit code.</returns>
    public static int Run(IReadOnlyList<string> args, IAnsiConsole console) =>
        Create(console).Parse(args).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });

    private static RootCommand Create(IAnsiConsole console)
    {
        var options = new MainOptionSet();
        var root = new RootCommand("Trains a variational autoencoder on images of digits in an ML.NET pipeline, clusters its latents and saves it.");
        foreach (var option in options.All)
            root.Options.Add(option);
        root.SetAction(result => Guard(() => new MainCommand(console, options.Bind(result)).Run()));
        root.Subcommands.Add(CreateVerify(console));
        return root;
    }

    private static Command CreateVerify(IAnsiConsole console)
    {
        var model = new Argument<string>("model") { Description = "The model file." };
        var data = new Argument<string>("data") { Description = "Folder with the test images." };
        var latents = new Argument<string>("latents") { Description = "The latents to reproduce." };
        var verify = new Command("verify", "Loads a saved model and reproduces the latents of the process that trained it.")
        {
            Hidden = true,
        };
        verify.Arguments.Add(model);
        verify.Arguments.Add(data);
        verify.Arguments.Add(latents);
        verify.SetAction(result => Guard(() => new VerifyCommand(console).Run(
            result.GetRequiredValue(model),
            result.GetRequiredValue(data),
            result.GetRequiredValue(latents))));
        return verify;
    }

    /// <summary>What a user can put right is told in a sentence; anything else is a defect and keeps its stack trace.</summary>
    private static int Guard(Func<int> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or ArgumentOutOfRangeException)
        {
            Console.Error.WriteLine($"error: {e.Message}");
            return Failure;
        }
    }
}

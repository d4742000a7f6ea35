using System.CommandLine;
using System.CommandLine.Invocation;
using Microsoft.ML.Vae.Samples.Digits;
using Microsoft.ML.Vae.Samples.ImageFolder;
using Microsoft.ML.Vae.Samples.Table;
using Microsoft.ML.Vae.Shared.Commands;
using Spectre.Console;

namespace Microsoft.ML.Vae.Samples;

/// <summary>The program's commands: the main job, and the check that the main job runs in a second process.</summary>
internal static class SampleApp
{
    /// <summary>Spectre.Console breaks lines at a terminal's width, of which a file has none.</summary>
    private const int WidthOfFiles = 10_000;

    /// <returns>The process's exit code.</returns>
    public static int Run(IReadOnlyList<string> args, IAnsiConsole console, TextWriter error)
    {
        if (!console.Profile.Out.IsTerminal)
            console.Profile.Width = WidthOfFiles;
        var result = Create(console, error).Parse(args);
        if (result.Action is ParseErrorAction action)
            (action.ShowHelp, action.ShowTypoCorrections) = (false, false);
        return result.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Error = error });
    }

    private static RootCommand Create(IAnsiConsole console, TextWriter error)
    {
        var options = new DigitsOptionSet();
        var root = new RootCommand(
            "Trains a variational autoencoder on images of digits in an ML.NET pipeline, clusters its latents and saves it.");
        foreach (var option in options.All)
            root.Options.Add(option);
        root.SetAction(result => UserError.Guard(error, () => new DigitsCommand(console, options.Bind(result)).Run()));
        root.Subcommands.Add(CreateImages(console, error));
        root.Subcommands.Add(CreateTable(console, error));
        root.Subcommands.Add(CreateVerify(console, error));
        return root;
    }

    private static System.CommandLine.Command CreateImages(IAnsiConsole console, TextWriter error)
    {
        var options = new ImagesOptionSet();
        var images = new System.CommandLine.Command("images", "Trains on a folder of image files and sorts them into groups.");
        options.AddTo(images);
        images.SetAction(result => UserError.Guard(error, () => new ImagesCommand(console, options.Bind(result)).Run()));
        return images;
    }

    private static System.CommandLine.Command CreateTable(IAnsiConsole console, TextWriter error)
    {
        var options = new TableOptionSet();
        var table = new System.CommandLine.Command("table", "Trains on a table, and shows its oddest rows with the reasons.");
        options.AddTo(table);
        table.SetAction(result => UserError.Guard(error, () => new TableCommand(console, options.Bind(result)).Run()));
        return table;
    }

    private static System.CommandLine.Command CreateVerify(IAnsiConsole console, TextWriter error)
    {
        var model = new Argument<string>("model") { Description = "The model file." };
        var data = new Argument<string>("data") { Description = "Folder with the test images." };
        var latents = new Argument<string>("latents") { Description = "The latents to reproduce." };
        const string Description = "Loads a saved model and reproduces the latents of the process that trained it.";
        var verify = new System.CommandLine.Command("verify", Description) { Hidden = true };
        verify.Arguments.Add(model);
        verify.Arguments.Add(data);
        verify.Arguments.Add(latents);
        verify.SetAction(result => UserError.Guard(error, () => new VerifyCommand(console).Run(
            result.GetRequiredValue(model),
            result.GetRequiredValue(data),
            result.GetRequiredValue(latents))));
        return verify;
    }
}

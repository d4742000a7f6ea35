using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Microsoft.ML.Vae.Build;

namespace Microsoft.ML.Vae.Bench;

/// <summary>The command line: how many rounds, of which comparisons, and where the table goes.</summary>
internal static class BenchCommand
{
    private const int Failure = 1;
    private const string DefaultPage = "docs/benchmark.md";

    /// <param name="args">The command line.</param>
    /// <param name="comparisons">What can be measured.</param>
    /// <param name="measure">Measures a variant once.</param>
    /// <param name="output">Gets the table.</param>
    /// <param name="error">Gets the progress and the errors.</param>
    /// <returns>The process's exit code.</returns>
    public static int Run(
        IReadOnlyList<string> args, IReadOnlyList<Comparison> comparisons, Func<Variant, double> measure, TextWriter output,
        TextWriter error)
    {
        var rounds = new Option<int>("--rounds")
        {
            Description = "How often each variant is measured; the table has medians.",
            DefaultValueFactory = _ => 7,
        };
        rounds.Validators.Add(RequirePositive);
        Option<Regex?> only = PatternOption.Create("the comparisons whose line 'work: measured / compared with'");
        var thumbnails = new Option<int>("--thumbnails")
        {
            Description = "How many JPEG files of 64 x 64 to train on.",
            DefaultValueFactory = _ => Thumbnails.DefaultCount,
        };
        thumbnails.Validators.Add(RequirePositive);
        var file = new Option<string?>("--output")
        {
            Description = $"The Markdown file to write, with a JSON file beside it. Default: '{DefaultPage}', or none with --only.",
            HelpName = "FILE",
        };
        var scaling = new Option<bool>("--scaling") { Description = "Measures nothing; prints the tables of docs/scale.md." };
        var command = new RootCommand("Measures training and scoring beside plain TorchSharp, and PyTorch where python3 has it.")
        {
            rounds, only, thumbnails, file, scaling,
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(scaling))
            {
                output.Write($"{ScalingPage.Checks()}\n{ScalingPage.Plan()}");
                return 0;
            }
            Comparison[] wanted = [.. comparisons.Where(comparison => parsed.GetValue(only)?.IsMatch(comparison.Line) ?? true)];
            if (wanted.Length == 0)
            {
                error.WriteLine($"error: --only is '{parsed.GetValue(only)}'; no comparison matches.");
                return Failure;
            }
            Thumbnails.Count = parsed.GetValue(thumbnails);
            string? page = parsed.GetValue(file) ?? (wanted.Length == comparisons.Count ? DefaultPage : null);
            Measure(wanted, parsed.GetValue(rounds), measure, page, output, error);
            return 0;
        });
        return command.Parse(args).Invoke(new InvocationConfiguration { Output = output, Error = error });
    }

    private static void Measure(
        Comparison[] wanted, int rounds, Func<Variant, double> measure, string? page, TextWriter output, TextWriter error)
    {
        IReadOnlyList<Variant> variants =
            [.. wanted.SelectMany(comparison => comparison.Variants).Distinct().Where(variant => variant.IsAvailable)];
        Measurements measured = Rounds.Run(variants, rounds, measure, error);
        Result[] results = [.. wanted.Where(comparison => comparison.Variants.All(measured.Has)).Select(measured.Compare)];
        output.Write(BenchPage.Table(results));
        if (page is null)
            return;
        File.WriteAllText(page, BenchPage.Of(results, rounds));
        File.WriteAllText(Path.ChangeExtension(page, ".json"), BenchJson.Of(results, rounds));
    }

    private static void RequirePositive(OptionResult result)
    {
        if (result.GetValueOrDefault<int>() < 1)
            result.AddError($"{result.Option.Name} must be at least 1.");
    }
}

using System.CommandLine;
using System.Text.RegularExpressions;
using Microsoft.ML.Vae.Build;

namespace Microsoft.ML.Vae.Results;

/// <summary>The command line: which rows to measure, on what, and where the page goes.</summary>
internal static class ResultsCommand
{
    private const int Failure = 1;
    private const string DefaultPage = "docs/results.md";

    /// <returns>The process's exit code: not zero when a row failed, though the page has all others.</returns>
    public static int Run(IReadOnlyList<string> args, IReadOnlyList<Section> sections, TextWriter output, TextWriter error)
    {
        var data = new Option<string?>("--data")
        {
            Description = "Folder with MNIST's four IDX files, or with a folder 'mnist' that has them. Default: the variable VAE_DATA.",
            HelpName = "DIR",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("VAE_DATA") is { Length: > 0 } folder ? folder : null,
        };
        Option<Regex?> only = PatternOption.Create("the rows whose 'section: name'");
        var file = new Option<string?>("--output")
        {
            Description = $"Where the page goes. Default: '{DefaultPage}', or with --only the console.",
            HelpName = "FILE",
        };
        var command = new RootCommand("Measures every network, likelihood and objective on MNIST and writes the page of results.")
        {
            data, only, file,
        };
        command.SetAction(parsed => Guard(
            error, () => Measure(parsed.GetValue(data), parsed.GetValue(only), parsed.GetValue(file), sections, output, error)));
        return command.Parse(args).Invoke(
            new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output, Error = error });
    }

    private static int Measure(
        string? data, Regex? only, string? file, IReadOnlyList<Section> sections, TextWriter output, TextWriter error)
    {
        if (data is null)
            throw new DirectoryNotFoundException("MNIST is missing: name its folder with --data DIR or the environment variable VAE_DATA.");
        Section[] wanted = [.. sections.Select(section => section.Where(only)).Where(section => section.Rows.Count > 0)];
        if (wanted.Length == 0)
            throw new FormatException($"--only is '{only}'; no row matches.");
        Digits digits = Digits.Load(data);
        IReadOnlyList<MeasuredSection> measured = ResultsRun.Measure(wanted, digits, error);
        Write(ResultsPage.Of(measured, digits, Origin.Describe()), file ?? (only is null ? DefaultPage : null), output);
        return Report([.. measured.SelectMany(section => section.Rows).Where(row => row.Failure is not null)], error);
    }

    private static void Write(string page, string? file, TextWriter output)
    {
        if (file is null)
            output.Write(page);
        else
            File.WriteAllText(file, page);
    }

    private static int Report(MeasuredRow[] failed, TextWriter error)
    {
        foreach (MeasuredRow row in failed)
            error.WriteLine($"failed: {row.Row.Name}: {row.Failure}");
        return failed.Length == 0 ? 0 : Failure;
    }

    /// <summary>What a user can put right is told in a sentence; anything else is a defect and keeps its stack trace.</summary>
    private static int Guard(TextWriter error, Func<int> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            error.WriteLine($"error: {e.Message}");
            return Failure;
        }
    }
}

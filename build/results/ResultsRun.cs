using System.Diagnostics;

namespace Microsoft.ML.Vae.Results;

/// <summary>A row with its numbers, or with what went wrong.</summary>
internal sealed record MeasuredRow(TableRow Row, Measurement Numbers, string? Failure);

/// <summary>A table of the page with its numbers.</summary>
internal sealed record MeasuredSection(Section Section, IReadOnlyList<MeasuredRow> Rows);

/// <summary>Measures row after row; one that fails does not stop the others.</summary>
internal static class ResultsRun
{
    public static IReadOnlyList<MeasuredSection> Measure(IReadOnlyList<Section> sections, Digits digits, TextWriter progress)
    {
        int done = 0, all = sections.Sum(section => section.Rows.Count);
        return [.. sections.Select(section => new MeasuredSection(section, [.. section.Rows.Select(row =>
        {
            progress.Write($"{++done} of {all}, {section.Title}: {row.Name} ... ");
            var watch = Stopwatch.StartNew();
            MeasuredRow measured = Measure(row, digits);
            progress.WriteLine($"{measured.Failure ?? ResultsPage.Summary(measured.Numbers)} ({watch.Elapsed.TotalSeconds:F0} s in all)");
            return measured;
        })]))];
    }

    private static MeasuredRow Measure(TableRow row, Digits digits)
    {
        try
        {
            return new MeasuredRow(row, row.Measure(digits), Failure: null);
        }
        catch (Exception e)   // whatever it is, the row and the exit code tell of it
        {
            return new MeasuredRow(row, new Measurement(), $"{e.GetType().Name}: {e.GetBaseException().Message}");
        }
    }
}

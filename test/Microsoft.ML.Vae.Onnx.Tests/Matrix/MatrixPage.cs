using System.Globalization;
using System.Runtime.CompilerServices;

namespace Microsoft.ML.Vae.Onnx.Tests.Matrix;

/// <summary>The measured tables of docs/onnx.md: the first column names a network or a mode, the others are likelihoods.</summary>
internal static class MatrixPage
{
    private const string Begin = "<!-- measured -->";
    private const string End = "<!-- end -->";
    private const string None = "–";

    public static void Write(IReadOnlyCollection<MatrixResult> results)
    {
        string page = File.ReadAllText(FilePath());
        string before = page[..(page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)], after = page[page.IndexOf(End, StringComparison.Ordinal)..];
        File.WriteAllText(FilePath(), $"{before}\n{Table("network", results, result => result.Network)}\n{Table("mode", results, result => result.Mode)}{after}");
    }

    /// <summary>The first cells of all rows.</summary>
    public static string[] Names() => [.. Rows().Select(cells => cells[0])];

    public static IEnumerable<string[]> Columns() => Lines().Where(cells => cells[0] is "network" or "mode").Select(cells => cells[1..]);

    public static double[] Differences() =>
        [.. Rows().SelectMany(cells => cells[1..]).Where(cell => cell != None).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];

    private static string Table(string head, IEnumerable<MatrixResult> results, Func<MatrixResult, string> key)
    {
        IEnumerable<string> lines = results.GroupBy(key).Select(row => Line([row.Key, .. Modes.Likelihoods.Keys.Select(likelihood => Largest(row, likelihood))]));
        string[] all = [Line([head, .. Modes.Likelihoods.Keys]), $"|{string.Concat(Enumerable.Repeat("---|", Modes.Likelihoods.Count + 1))}", .. lines];
        return string.Concat(all.Select(line => line + "\n"));
    }

    private static string Largest(IEnumerable<MatrixResult> row, string likelihood)
    {
        double[] differences = [.. row.Where(result => result.Likelihood == likelihood).Select(result => result.Largest)];
        return differences.Length == 0 ? None : differences.Max().ToString("0.0e-0", CultureInfo.InvariantCulture);
    }

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    private static IEnumerable<string[]> Rows() => Lines().Where(cells => cells[0] is not ("network" or "mode") && !cells[0].StartsWith('-'));

    private static IEnumerable<string[]> Lines() => File.ReadLines(FilePath()).SkipWhile(line => line != Begin).TakeWhile(line => line != End)
        .Where(line => line.StartsWith('|')).Select(line => line.Trim('|', ' ').Split('|').Select(cell => cell.Trim()).ToArray());

    private static string FilePath([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../../docs/onnx.md"));
}

using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Microsoft.ML.Vae.Samples.Tests.Results;

/// <summary>A row of docs/results.md.</summary>
internal sealed record DocumentedRow(string Section, string Name, string Formula, string Paper, string Options, IReadOnlyList<string> Numbers)
{
    public static IReadOnlyList<DocumentedRow> All()
    {
        string section = "";
        List<DocumentedRow> rows = [];
        foreach (string line in File.ReadLines(Page()))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
                section = line[3..];
            else if (line.StartsWith("| ", StringComparison.Ordinal) && Cells(line) is [var name, var formula, var paper, var options, .. var numbers] && name is not ("name" or "---"))
                rows.Add(new DocumentedRow(section, name, formula.Trim('`'), paper, options.Trim('`'), numbers));
        }

        return rows;
    }

    /// <summary>The cells of a line of a table; an escaped bar ends none.</summary>
    public static string[] Cells(string line) => [.. Regex.Split(line.Trim('|'), @"(?<!\\)\|").Select(cell => cell.Trim().Replace("\\|", "|"))];

    private static string Page([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "../../../docs/results.md");
}

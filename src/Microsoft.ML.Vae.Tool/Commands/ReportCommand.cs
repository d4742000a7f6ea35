using System.CommandLine;
using System.Diagnostics;
using Microsoft.ML.Vae.Tool.Models;
using Microsoft.ML.Vae.Visuals;

namespace Microsoft.ML.Vae.Tool.Commands;

/// <summary>Writes everything that can be shown of a model into one page.</summary>
internal sealed class ReportCommand : PictureCommand
{
    private const int MostNamed = 4;

    private readonly Argument<string> _data = CommandArguments.Data();
    private readonly Option<int> _rows = NumberOption.Positive("--rows", 2_000, "Use at most this many rows, spread over the data.");
    private readonly Option<bool> _withoutTsne = new("--no-tsne") { Description = "Leave out the map by t-SNE, which takes seconds." };

    public ReportCommand(Terminal terminal) : base(
        terminal, "report", "Writes a report as one HTML file: how the model was trained, its health, its numbers, charts and pictures.",
        "report.html", [".html"], "vae report model.zip photos -o report.html", "vae report model.zip payments.csv --no-tsne")
    {
        Arguments.Add(_data);
        Add(_rows, _withoutTsne);
    }

    protected override void Draw(ParseResult result, MLContext context, LoadedModel model, string output)
    {
        var watch = Stopwatch.StartNew();
        var data = result.GetRequiredValue(_data);
        var (rows, input) = Open(context, model, data, result.GetValue(_rows));
        model.Vae.SaveHtmlReport(output, input, new ReportOptions
        {
            Title = $"{Path.GetFileName(model.Path)} on {data}",
            LabelColumnName = rows.LabelColumn,
            IncludeTsne = !result.GetValue(_withoutTsne),
            ModelFileName = Path.GetFileName(model.Path),
            ModelInput = Columns(model),
        });
        Terminal.Line($"drew everything in {watch.Elapsed.TotalSeconds:F1} s");
    }

    private static string? Columns(LoadedModel model)
    {
        string[] names = [.. model.InputSchema?.Where(column => !column.IsHidden).Select(column => $"\"{column.Name}\"") ?? []];
        return names.Length == 0 ? null
            : (names.Length == 1 ? "the column " : "the columns ") + string.Join(", ", names.Take(MostNamed))
                + (names.Length > MostNamed ? FormattableString.Invariant($" and {names.Length - MostNamed} more") : "")
                + (model.FileColumn is not { } files ? "" : names.Length == 1 ? ", paths of images" : $" (\"{files}\": paths of images)");
    }
}

using System.CommandLine;
using Microsoft.ML.Vae.Tool.Models;
using Microsoft.ML.Vae.Visuals;

namespace Microsoft.ML.Vae.Tool.Commands;

/// <summary>Draws a map of the rows' latents.</summary>
internal sealed class TsneCommand : PictureCommand
{
    private const int FewestRows = 4;

    private readonly Argument<string> _data = CommandArguments.Data();
    private readonly Option<int> _rows = NumberOption.Positive("--rows", 2_000, "Map at most this many rows, spread over the data.");

    private readonly Option<double?> _perplexity = new("--perplexity")
    {
        Description = "About how many neighbours of a row matter. Default: 30, fewer for few rows.",
        HelpName = "X",
    };

    private readonly Option<int> _seed = CommandArguments.Seed();

    public TsneCommand(Terminal terminal) : base(
        terminal, "tsne", "Draws a map of the rows by t-SNE, in which rows with similar latents are neighbours, colored by class.",
        "tsne.png", [".png", ".svg"], "vae tsne model.zip mnist -o map.svg", "vae tsne model.zip photos --perplexity 10")
    {
        Arguments.Add(_data);
        Add(_rows, _perplexity, _seed);
    }

    protected override void Draw(ParseResult result, MLContext context, LoadedModel model, string output)
    {
        var limit = result.GetValue(_rows);
        var data = result.GetRequiredValue(_data);
        var (rows, input) = Open(context, model, data, limit);
        if (HasFewRows(input))
            throw new InputException($"A map by t-SNE needs at least {FewestRows} rows; '{data}' has fewer.");
        var options = new TsneOptions { Perplexity = result.GetValue(_perplexity), Seed = result.GetValue(_seed) };
        Save(model.Vae.LatentChart(input, rows.LabelColumn, LatentProjection.Tsne, limit, options), output);
    }

    private static bool HasFewRows(IDataView view)
    {
        using var cursor = view.GetRowCursor([]);
        return Enumerable.Range(0, FewestRows).Any(_ => !cursor.MoveNext());
    }
}

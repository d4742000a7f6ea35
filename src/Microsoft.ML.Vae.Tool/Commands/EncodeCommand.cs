using System.CommandLine;
using Microsoft.ML.Vae.Tool.Data;
using Microsoft.ML.Vae.Tool.Models;

namespace Microsoft.ML.Vae.Tool.Commands;

/// <summary>Writes the latents of each row.</summary>
internal sealed class EncodeCommand : ToolCommand
{
    private readonly Argument<string> _model = CommandArguments.Model();
    private readonly Argument<string> _data = CommandArguments.Data();
    private readonly Option<string?> _output = CommandArguments.Output("The CSV file to write. Without it the rows are printed.");

    public EncodeCommand(Terminal terminal) : base(
        terminal, "encode", "Writes the latents of each row as CSV: name, class if there is one, z1, z2, …",
        "vae encode model.zip photos -o codes.csv", "vae encode model.zip measurements.csv | head")
    {
        Arguments.Add(_model);
        Arguments.Add(_data);
        Add(_output);
    }

    protected override int Run(ParseResult result)
    {
        var context = Terminal.CreateContext();
        using var model = LoadedModel.Load(context, result.GetRequiredValue(_model));
        var rows = DataSet.Find(context, result.GetRequiredValue(_data)).Open(context, model);
        var latents = model.Vae.Encode(model.ToInput(rows.View));
        string[] header = [.. Enumerable.Range(1, model.Vae.LatentDimension).Select(i => FormattableString.Invariant($"z{i}"))];
        using var table = new RowTable(Terminal, rows, result.GetValue(_output));
        table.Write(header, latents, model.Vae.OutputColumnName);
        return ExitCode.Success;
    }
}

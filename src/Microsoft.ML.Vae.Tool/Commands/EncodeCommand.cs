using System.CommandLine;
using Microsoft.ML.Vae.Tool.Data;
using Microsoft.ML.Vae.Tool.Models;

namespace Microsoft.ML.Vae.Tool.Commands;

/// <summary>Writes the latents of each row.</summary>
internal sealed class EncodeCommand : ToolCommand
{
    private readonly Argument<string> _model = CommandArguments.Model();
    private readonly Argument<string> _data = CommandArguments.Data();
    private readonly RowTable _table;

    public EncodeCommand(Terminal terminal) : base(
        terminal, "encode",
        "Writes the latents of each row as CSV (name, class if there is one, z1, z2, …) or as Parquet, with the latents as a list z.",
        "vae encode model.zip photos -o codes.csv", "vae encode model.zip measurements.csv | head",
        "vae encode model.zip rows.parquet -o codes.parquet",
        "vae encode model.zip photos --shard auto -o parts")
    {
        Arguments.Add(_model);
        Arguments.Add(_data);
        _table = new RowTable(this, terminal).AddOptions();
    }

    protected override int Run(ParseResult result)
    {
        var context = Terminal.CreateContext();
        using var model = LoadedModel.Load(context, result.GetRequiredValue(_model));
        var rows = DataSet.Find(context, result.GetRequiredValue(_data)).Open(context, model);
        _table.Write(result, model, rows, view => model.Vae.Encode(model.ToInput(view)), (model.Vae.OutputColumnName, "z"));
        return ExitCode.Success;
    }
}

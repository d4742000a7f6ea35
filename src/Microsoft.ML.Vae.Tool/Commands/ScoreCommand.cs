using System.CommandLine;
using Microsoft.ML.Data;
using Microsoft.ML.Vae.Tool.Data;
using Microsoft.ML.Vae.Tool.Models;

namespace Microsoft.ML.Vae.Tool.Commands;

/// <summary>Writes how unusual each row is.</summary>
internal sealed class ScoreCommand : ToolCommand
{
    private readonly Argument<string> _model = CommandArguments.Model();
    private readonly Argument<string> _data = CommandArguments.Data();
    private readonly RowTable _table;
    private readonly Option<int?> _top = NumberOption.Optional("--top", "Print only so many rows, the most unusual ones first.");

    public ScoreCommand(Terminal terminal) : base(
        terminal, "score",
        "Writes the anomaly score of each row in nats as CSV or Parquet, higher is more unusual, and its p-value: the share of training "
        + "rows that score at least as high.",
        "vae score model.zip photos -o scores.csv", "vae score model.zip payments.csv --top 10",
        "vae score model.zip payments.csv --shard auto -o parts")
    {
        Arguments.Add(_model);
        Arguments.Add(_data);
        _table = new RowTable(this, terminal).AddOptions();
        Add(_top);
        Validators.Add(result =>
        {
            if (result.GetResult(_top) is not null && _table.HasOutput(result))
                result.AddError("--top prints rows, and --output writes all of them: give one of the two.");
        });
    }

    protected override int Run(ParseResult result)
    {
        var context = Terminal.CreateContext();
        using var model = LoadedModel.Load(context, result.GetRequiredValue(_model));
        var score = model.Vae.ScoreColumnName
            ?? throw new InputException($"The model '{model.Path}' was trained without a ScoreColumnName, so that it has no scores.");
        var rows = DataSet.Find(context, result.GetRequiredValue(_data)).Open(context, model);
        if (result.GetValue(_top) is { } count)
        {
            float[] scores = [.. model.Transform(rows.View).GetColumn<float>(score)];
            foreach (var row in Enumerable.Range(0, scores.Length).OrderByDescending(row => scores[row]).Take(count))
                Terminal.Line($"{scores[row],10:F2}  {rows.Name(row)}");
            return ExitCode.Success;
        }
        _table.Write(result, model, rows, model.Transform,
            model.Vae.PValueColumnName is { } pValue ? [(score, "score"), (pValue, "p_value")] : [(score, "score")]);
        return ExitCode.Success;
    }
}

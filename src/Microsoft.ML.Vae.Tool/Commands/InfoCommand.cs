using System.CommandLine;
using Microsoft.ML.Vae.Tool.Models;
using Microsoft.ML.Vae.Tool.Output;

namespace Microsoft.ML.Vae.Tool.Commands;

/// <summary>Says what a model is and how it was made.</summary>
internal sealed class InfoCommand : ToolCommand
{
    private const int MostNamed = 6;

    private readonly Argument<string> _model = CommandArguments.Model();
    private readonly Option<bool> _json = CommandArguments.Json();

    public InfoCommand(Terminal terminal) : base(
        terminal, "info", "Says what a model is, what it reads, how it was trained and how healthy it is.",
        "vae info model.zip", "vae info model.zip --json | jq .latentDimension")
    {
        Arguments.Add(_model);
        Add(_json);
    }

    protected override int Run(ParseResult result)
    {
        var path = result.GetRequiredValue(_model);
        using var model = LoadedModel.Load(Terminal.CreateContext(), path);
        var (vae, report) = (model.Vae, model.Vae.Report);
        string[] reads = [.. model.InputSchema?.Where(column => !column.IsHidden).Select(column => $"{column.Name}: {column.Type}") ?? []];
        var last = vae.History.Count > 0 ? vae.History[^1] : null;
        if (result.GetValue(_json))
        {
            Terminal.Json(new
            {
                path, reads, network = vae.NetworkSummary, parameters = vae.ParameterCount, latentDimension = vae.LatentDimension,
                condition = vae.ConditionColumnName, score = vae.ScoreColumnName is null ? null : report.Score,
                end = report.End.ToString(), rows = report.Rows, epochs = vae.History.Count, weightsEpoch = report.WeightsEpoch,
                steps = report.Steps, seconds = report.Duration.TotalSeconds, negativeElbo = last?.NegativeElbo,
                reconstructionLoss = last?.ReconstructionLoss, klDivergence = last?.KlDivergence,
                validationNegativeElbo = last?.ValidationNegativeElbo, seed = report.Seed, threads = report.Threads,
                health = report.Health is { } found
                    ? new { verdict = found.Verdict.ToString(), found.ActiveUnits, found.KlPerDimension, found.SquaredErrorPerPixel,
                        found.PcaSquaredErrorPerPixel }
                    : null,
                options = report.Options, versions = report.Versions,
            });
            return ExitCode.Success;
        }
        Terminal.Line($"{path} ({OutputFile.Size(path)})");
        Terminal.Line($"reads      {Shortened(reads)}");
        Terminal.Line($"network    {vae.NetworkSummary}");
        if (vae.Model.Input.Condition is { } condition)
            Terminal.Line($"condition  {condition.Name}: {ModelCondition.Wanted(condition)}");
        var (epochs, seconds) = (vae.History.Count, report.Duration.TotalSeconds);
        Terminal.Line($"trained    on {report.Rows:N0} rows, {epochs} epochs, {report.Steps:N0} steps, {seconds:F1} s; {End(report)}");
        if (last is not null)
        {
            var (reconstruction, divergence) = (last.ReconstructionLoss, last.KlDivergence);
            Terminal.Line($"last loss  {last.NegativeElbo:F3} = reconstruction {reconstruction:F3} + KL {divergence:F3} nats per row");
        }
        Terminal.Line($"seed       {report.Seed}, with {report.Threads} threads");
        if (report.Health is { } health)
            Terminal.Line($"{HealthWords.Verdict(health)}");
        Terminal.Line($"options    {string.Join(", ", report.Options.Select(option => $"{option.Key} = {option.Value}"))}");
        Terminal.Line($"versions   {string.Join(", ", report.Versions.Select(version => $"{version.Key} {version.Value}"))}");
        return ExitCode.Success;
    }

    private static string End(TrainingReport report) => report.End switch
    {
        TrainingStopReason.Canceled => FormattableString.Invariant($"canceled, with the weights of epoch {report.WeightsEpoch}"),
        TrainingStopReason.EarlyStopping => FormattableString.Invariant($"stopped early, with the weights of epoch {report.WeightsEpoch}"),
        TrainingStopReason.AllEpochs => "all epochs were done",
        _ => "diverged",
    };

    private static string Shortened(string[] columns) => string.Join(", ", columns.Take(MostNamed))
        + (columns.Length > MostNamed ? FormattableString.Invariant($" and {columns.Length - MostNamed} more columns") : "");
}

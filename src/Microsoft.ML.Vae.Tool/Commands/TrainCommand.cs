using System.CommandLine;
using Microsoft.ML.Vae.Tool.Data;
using Microsoft.ML.Vae.Tool.Models;
using Microsoft.ML.Vae.Tool.Output;
using Microsoft.ML.Vae.Tool.Training;

namespace Microsoft.ML.Vae.Tool.Commands;

/// <summary>Trains a model on what it finds.</summary>
internal sealed class TrainCommand : ToolCommand
{
    private const string DefaultOutput = "model.zip";

    private readonly Argument<string> _data = CommandArguments.Data();
    private readonly Option<string?> _output = CommandArguments.Output($"The model file to write. Default: {DefaultOutput}.");
    private readonly TrainOptionSet _options = new();

    public TrainCommand(Terminal terminal) : base(
        terminal, "train",
        "Trains a model on images or a table, and says what it chose. Ctrl+C ends the training and keeps the best weights so far.",
        "vae train photos -o photos.zip",
        "vae train photos --size 48 --latent 32 --epochs 100 --skip-invalid",
        "vae train mnist --conv --latent 10",
        "vae train payments.csv --ignore Id --validation 0.1",
        "vae train mnist --condition class -o digits.zip",
        "vae train rows.parquet")
    {
        Arguments.Add(_data);
        Add([_output, .. _options.All]);
    }

    protected override int Run(ParseResult result)
    {
        var output = OutputFile.Prepare(result.GetValue(_output) ?? DefaultOutput);
        var settings = _options.Bind(result);
        var (ignored, condition) = (_options.Ignored(result), _options.Condition(result));
        List<string> warnings = [];
        var context = Terminal.CreateContext(settings.Seed, warnings.Add);
        using var interruption = new CtrlC();
        var data = DataSet.Find(context, result.GetRequiredValue(_data), condition is null ? ignored : [.. ignored, condition]);
        if (data is ImageFolder or IdxImages && ignored.Length > 0)
            throw new InputException($"--ignore names columns of a table, and '{data.Path}' is none.");
        if (condition is not null)
            settings = settings with { Condition = data.ConditionColumn(condition) };
        var job = data switch
        {
            ImageFolder folder => ImageJob.Create(context, Terminal, folder, settings, interruption.Token),
            IdxImages images => IdxJob.Create(context, Terminal, images, settings),
            ParquetImages images => ImageJob.Create(context, Terminal, images, settings),
            ParquetVectors vectors => VectorJob.Create(context, Terminal, vectors, settings),
            _ => TableJob.Create(context, Terminal, (TableFile)data, settings),
        };
        if (settings.Condition is { } classes)
            job = job.On(context, classes);
        foreach (var choice in job.Choices)
            Terminal.Line($"  {choice}");
        Terminal.Line($"training: the negative ELBO is the loss, in nats per row, and falls while the model learns");
        var progress = new ConsoleTrainingProgress(Terminal.Output, Terminal.Width, TimeProvider.System);
        using var model = job.Fit(context, progress, interruption.Token);
        var vae = model.LastTransformer;
        context.Model.SaveAtomically(model, job.Data.Schema, output);
        foreach (var warning in warnings.Where(warning => vae.Report.Health is not { } health || !HealthWords.Replace(warning, health)))
            Terminal.Warn(warning);
        Tell(vae, output);
        if (vae.Report.End == TrainingStopReason.Canceled)
            return ExitCode.Interrupted;
        Terminal.Line($"next: vae report {Quoted(output)} {Quoted(data.Path)}");
        Terminal.Line($"      vae explore {Quoted(output)} --data {Quoted(data.Path)}");
        if (vae.Model.Input.Condition?.Names is { } names)
            Terminal.Line($"      vae sample {Quoted(output)} --condition {Quoted(names[0])}");
        return ExitCode.Success;
    }

    private void Tell(VaeTransformer vae, string output)
    {
        var report = vae.Report;
        if (report.End == TrainingStopReason.Canceled)
        {
            var kept = report.WeightsEpoch == 0
                ? "the weights of its unfinished first epoch"
                : FormattableString.Invariant($"the best weights, those of epoch {report.WeightsEpoch}");
            Terminal.Line($"stopped by Ctrl+C: {output} has {kept}");
        }
        if (report.Health is { } health)
        {
            Terminal.Line($"{HealthWords.Verdict(health)}");
            if (HealthWords.Advice(health) is { } advice)
                Terminal.Line($"{advice}");
        }
        var size = OutputFile.Size(output);
        Terminal.Line($"wrote {output} ({size}, {vae.ParameterCount:N0} parameters) after {report.Duration.TotalSeconds:F0} s");
    }

    /// <summary>As a shell takes it for one argument.</summary>
    private static string Quoted(string path) => path.Any(char.IsWhiteSpace) ? $"\"{path}\"" : path;
}

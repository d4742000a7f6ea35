using System.CommandLine;
using Microsoft.ML.Data;
using Microsoft.ML.Vae.Tool.Models;
using Microsoft.ML.Vae.Tool.Output;
using Microsoft.ML.Vae.Visuals;

namespace Microsoft.ML.Vae.Tool.Commands;

/// <summary>Draws new rows from the model.</summary>
internal sealed class SampleCommand : ToolCommand
{
    private readonly Argument<string> _model = CommandArguments.Model();
    private readonly Option<string?> _output = CommandArguments.Output(
        "The file to write: PNG for images, CSV for rows of a table. Default: samples.png or samples.csv.");
    private readonly Option<int> _count = NumberOption.Positive("--count", 64, "How many.");
    private readonly Option<int> _seed = CommandArguments.Seed();
    private readonly Option<string?> _condition = CommandArguments.Condition();

    public SampleCommand(Terminal terminal) : base(
        terminal, "sample", "Makes new images, or new rows of a table, from samples of the prior.",
        "vae sample model.zip -o samples.png --count 100", "vae sample payments.zip -o invented.csv --seed 7",
        "vae sample digits.zip --condition 7")
    {
        Arguments.Add(_model);
        Add(_output, _count, _seed, _condition);
    }

    protected override int Run(ParseResult result)
    {
        using var model = LoadedModel.Load(Terminal.CreateContext(), result.GetRequiredValue(_model));
        var decoder = new LatentDecoder(model);
        var ending = decoder.Shape is null ? ".csv" : ".png";
        var output = OutputFile.Prepare(result.GetValue(_output) ?? "samples" + ending);
        if (!Path.GetExtension(output).Equals(ending, StringComparison.OrdinalIgnoreCase))
        {
            var made = ending == ".csv" ? "rows of numbers" : "images";
            throw new InputException($"--output is '{output}'; must end with {ending}, as this model makes {made}.");
        }
        var (count, seed) = (result.GetValue(_count), result.GetValue(_seed));
        var condition = ModelCondition.Parse(model, result.GetValue(_condition));
        if (decoder.Shape is not null)
            model.Vae.SamplePicture(count, seed, ModelCondition.Pictures(condition)).SavePng(output);
        else if (model.Vae.Model.Input.Condition is { } column && condition is null)
            throw new InputException(
                $"The model '{model.Path}' is conditioned on '{column.Name}': give --condition, {ModelCondition.Wanted(column)}.");
        else
            WriteRows(output, decoder.Slots, model.Vae.Sample(count, seed, condition?.Numbers), model.Vae);
        Terminal.Line($"wrote {output}: {count} samples ({OutputFile.Size(output)})");
        return ExitCode.Success;
    }

    private static void WriteRows(string output, IReadOnlyList<string> slots, IDataView samples, VaeTransformer vae) =>
        OutputFile.WriteText(output, writer =>
        {
            var csv = new CsvWriter(writer);
            csv.Write(slots);
            foreach (var row in samples.GetColumn<float[]>(vae.SampleColumnName ?? "Sample"))
                csv.Write(row.Cast<object?>());
        });
}

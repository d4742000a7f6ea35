using System.CommandLine;
using Microsoft.ML.Vae.Shared.Images;
using Microsoft.ML.Vae.Tool.Data;
using Microsoft.ML.Vae.Tool.Models;
using Microsoft.ML.Vae.Tool.Output;
using Microsoft.ML.Vae.Visuals;

namespace Microsoft.ML.Vae.Tool.Commands;

/// <summary>A command that draws a picture of a model, for which it may need rows.</summary>
internal abstract class PictureCommand : ToolCommand
{
    private readonly Argument<string> _model = CommandArguments.Model();
    private readonly Option<string?> _output;
    private readonly string _standard;

    /// <param name="terminal">The terminal.</param>
    /// <param name="name">The command's name.</param>
    /// <param name="description">What it does.</param>
    /// <param name="standard">The file that it writes unless told otherwise.</param>
    /// <param name="endings">How the names of files may end that it writes.</param>
    /// <param name="examples">For its help.</param>
    protected PictureCommand(
        Terminal terminal, string name, string description, string standard, string[] endings, params string[] examples)
        : base(terminal, name, description, examples)
    {
        _standard = standard;
        _output = CommandArguments.Output($"The file to write ({string.Join(", ", endings)}). Default: {standard}.");
        _output.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var file }] && !endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
                result.AddError($"--output is '{file}'; must end with {string.Join(" or ", endings)}.");
        });
        Arguments.Add(_model);
        Add(_output);
    }

    protected override int Run(ParseResult result)
    {
        var output = OutputFile.Prepare(result.GetValue(_output) ?? _standard);
        var context = Terminal.CreateContext();
        using var model = LoadedModel.Load(context, result.GetRequiredValue(_model));
        Draw(result, context, model, output);
        Terminal.Line($"wrote {output} ({OutputFile.Size(output)})");
        return ExitCode.Success;
    }

    /// <summary>Writes the file.</summary>
    protected abstract void Draw(ParseResult result, MLContext context, LoadedModel model, string output);

    /// <summary>Rows as the autoencoder reads them.</summary>
    protected static (DataRows Rows, IDataView Input) Open(MLContext context, LoadedModel model, string data, int limit)
    {
        var rows = DataSet.Find(context, data).Open(context, model, limit);
        return (rows, ImageMemory.Keep(
            model.ToInput(rows.View), model.Vae.InputColumnName, rows.LabelColumn, model.Vae.ConditionColumnName));
    }

    /// <exception cref="InputException">The model makes no images.</exception>
    protected static void RequireImages(LoadedModel model)
    {
        if (new LatentDecoder(model).Shape is null)
        {
            throw new InputException($"The model '{model.Path}' makes no images, so that there is nothing to draw; "
                + "vae explore shows the numbers that it decodes.");
        }
    }

    protected static bool IsGif(string output) => Path.GetExtension(output).Equals(".gif", StringComparison.OrdinalIgnoreCase);

    protected static void Save(Chart chart, string output)
    {
        if (Path.GetExtension(output).Equals(".svg", StringComparison.OrdinalIgnoreCase))
            chart.SaveSvg(output);
        else
            chart.SavePng(output);
    }
}

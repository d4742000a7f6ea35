using System.CommandLine;
using System.CommandLine.Parsing;
using Microsoft.ML.Vae.Tool.Models;
using Microsoft.ML.Vae.Tool.Output;

namespace Microsoft.ML.Vae.Tool.Commands;

/// <summary>Writes a model for other runtimes.</summary>
internal sealed class ExportCommand : ToolCommand
{
    private const string Onnx = "onnx";
    private const string PyTorch = "pytorch";

    private static readonly Dictionary<string, OnnxPart> _parts =
        Enum.GetValues<OnnxPart>().ToDictionary(part => part.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    private static readonly Dictionary<string, string[]> _endings = new(StringComparer.Ordinal)
    {
        [Onnx] = [".onnx"],
        [PyTorch] = [".pt", ".pth", ".safetensors"],
    };

    private readonly Argument<string> _model = CommandArguments.Model();

    private readonly Option<string> _to = new("--to")
    {
        Description = $"{Onnx} or {PyTorch}: graphs, or the weights as a state_dict.",
        HelpName = "FORMAT",
        DefaultValueFactory = _ => Onnx,
    };

    private readonly Option<string[]> _part = new("--part")
    {
        Description = $"For {Onnx}, what to write: {string.Join(", ", _parts.Keys)}. Default: all that the model can give.",
        HelpName = "NAME",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> _output = CommandArguments.Output(
        "The file to write (.onnx, .pt, .pth, .safetensors); of several parts, each has its name before the ending. Default: the model's "
        + "name with .onnx or .pt.");

    private readonly Option<bool> _float16 = new("--float16")
    {
        Description = $"For {Onnx}, store weights in half precision, in half as many bytes; sums stay in single precision.",
    };

    private readonly Option<bool> _json = CommandArguments.Json();

    public ExportCommand(Terminal terminal) : base(
        terminal, "export",
        "Writes a model for other runtimes: encoder, decoder and what else it can give as ONNX files, or its weights for PyTorch.",
        "vae export model.zip -o model.onnx", "vae export model.zip --part encoder --float16 -o encoder.onnx",
        "vae export model.zip --to pytorch -o model.pt", "vae export model.zip --json | jq -r '.files[].path'")
    {
        Arguments.Add(_model);
        Add(_to, _part, _output, _float16, _json);
        Validators.Add(Check);
    }

    protected override int Run(ParseResult result)
    {
        var path = result.GetRequiredValue(_model);
        var to = result.GetValue(_to)!;
        var output = OutputFile.Prepare(result.GetValue(_output) ?? Path.GetFileNameWithoutExtension(path) + _endings[to][0]);
        using var model = LoadedModel.Load(Terminal.CreateContext(), path);
        ExportedFile[] files = to == Onnx ? WriteOnnx(result, model, output) : [WriteWeights(model, output)];
        if (result.GetValue(_json))
            Terminal.Json(new { model = path, to, files });
        else
            Array.ForEach(files, Tell);
        return ExitCode.Success;
    }

    private void Check(CommandResult result)
    {
        var to = result.GetValue(_to) ?? Onnx;   // a default is filled in only later
        var parts = result.GetValue(_part) ?? [];
        if (!_endings.TryGetValue(to, out var endings))
            result.AddError($"--to is {to}; must be {Onnx} or {PyTorch}.");
        else if (result.GetValue(_output) is { } file && !endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            result.AddError($"--output is '{file}'; must end with {string.Join(" or ", endings)}.");
        else if (to == PyTorch && (parts.Length > 0 || result.GetValue(_float16)))
            result.AddError($"{(parts.Length > 0 ? "--part" : "--float16")} is for --to {Onnx}; the weights for PyTorch are one file.");
        else if (parts.FirstOrDefault(part => !_parts.ContainsKey(part)) is { } unknown)
            result.AddError($"--part is {unknown}; must be one of {string.Join(", ", _parts.Keys)}.");
    }

    private ExportedFile[] WriteOnnx(ParseResult result, LoadedModel model, string output)
    {
        var options = new OnnxOptions { HalfPrecisionWeights = result.GetValue(_float16) };
        string[] named = [.. (result.GetValue(_part) ?? []).Distinct()];
        List<ExportedFile> files = [];
        foreach (var name in named.Length > 0 ? named : [.. _parts.Keys])
        {
            var file = named.Length == 1 ? output : Path.ChangeExtension(output, name + Path.GetExtension(output));
            try
            {
                model.Vae.SaveOnnx(file, _parts[name], options);
                files.Add(ExportedFile.Of(model.Vae, _parts[name], name, file));
            }
            catch (InvalidOperationException e) when (named.Length == 0)   // says why the model has no such part
            {
                Terminal.Warn($"{name} is left out: {e.Message}");
            }
        }
        return files.Count > 0 ? [.. files] : throw new InputException($"No part of '{model.Path}' can be written as ONNX.");
    }

    private static ExportedFile WriteWeights(LoadedModel model, string output)
    {
        model.Vae.SavePyTorchStateDict(output);
        return new ExportedFile(output, Part: null, new FileInfo(output).Length, [], []);
    }

    private void Tell(ExportedFile file)
    {
        var ports = file.Part is null
            ? "the weights, as a state_dict"
            : $"{string.Join(", ", file.Inputs)} -> {string.Join(", ", file.Outputs)}";
        Terminal.Line($"wrote {file.Path} ({OutputFile.Size(file.Path)}): {ports}");
    }
}

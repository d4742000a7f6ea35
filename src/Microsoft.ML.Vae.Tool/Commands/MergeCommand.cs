using System.CommandLine;
using Microsoft.ML.Vae.Tool.Data;
using Microsoft.ML.Vae.Tool.Output;
using Microsoft.ML.Vae.Tool.Parts;

namespace Microsoft.ML.Vae.Tool.Commands;

/// <summary>Puts together what the processes of a job wrote.</summary>
internal sealed class MergeCommand : ToolCommand
{
    private readonly Argument<string> _parts = new("parts") { Description = "The folder with the parts of all shares." };
    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "The CSV file to write, in the order of the data.",
        HelpName = "FILE",
        Required = true,
    };

    public MergeCommand(Terminal terminal) : base(
        terminal, "merge",
        "Puts the parts that 'vae encode' or 'vae score' wrote with --shard into one CSV file, if all are there, complete and of one "
        + "model.",
        "vae merge parts -o scores.csv")
    {
        Arguments.Add(_parts);
        Add(_output);
        Validators.Add(result =>
        {
            if (result.GetResult(_output)?.Tokens is [{ Value: var file }] && ParquetFiles.Is(file))
                result.AddError($"--output is '{file}'; parts are CSV, and so is what they are merged into.");
        });
    }

    protected override int Run(ParseResult result)
    {
        string output = result.GetRequiredValue(_output);
        using var interruption = new CtrlC();
        long rows = PartMerge.Write(new PartFolder(result.GetRequiredValue(_parts)), output, interruption.Token);
        Terminal.Line($"wrote {output}: {rows} rows ({OutputFile.Size(output)})");
        return ExitCode.Success;
    }
}

using System.CommandLine;
using Microsoft.ML.Vae.Shared.Commands;

namespace Microsoft.ML.Vae.Samples.Table;

/// <summary>The command line's spelling of <see cref="TableOptions"/>; its defaults are theirs.</summary>
internal sealed class TableOptionSet
{
    private static readonly TableOptions _defaults = new();

    private readonly Argument<string?> _file = new("file")
    {
        Description = "File of comma-separated values with a header. Without it a table of payments is generated.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string[]> _ignored = new("--ignore")
    {
        Description = "Columns that are no features, such as a label.",
        HelpName = "NAME",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<int> _epochs = NumberOption.Positive("--epochs", _defaults.Epochs, "Passes over the rows.");

    private readonly Option<int> _shown = NumberOption.Positive("--show", _defaults.Shown, "Rows to show.");

    private readonly Option<string?> _output = new("--output")
    {
        Description = "Folder for the results. Without it 'artifacts/table'.",
        HelpName = "DIR",
    };

    public void AddTo(System.CommandLine.Command command)
    {
        command.Arguments.Add(_file);
        foreach (Option option in (Option[])[_ignored, _epochs, _shown, _output])
            command.Options.Add(option);
    }

    public TableOptions Bind(ParseResult result) => new()
    {
        File = result.GetValue(_file),
        Ignored = result.GetValue(_ignored) ?? [],
        Epochs = result.GetValue(_epochs),
        Shown = result.GetValue(_shown),
        OutputFolder = result.GetValue(_output),
    };
}

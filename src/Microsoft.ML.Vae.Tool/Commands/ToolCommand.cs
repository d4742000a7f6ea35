using System.CommandLine;

namespace Microsoft.ML.Vae.Tool.Commands;

/// <summary>A command, with examples for its help.</summary>
internal abstract class ToolCommand : System.CommandLine.Command
{
    protected ToolCommand(Terminal terminal, string name, string description, params string[] examples) : base(name, description)
    {
        (Terminal, Examples) = (terminal, examples);
        SetAction(result => UserError.Guard(terminal.Error, () => Run(result)));
    }

    public IReadOnlyList<string> Examples { get; }

    protected Terminal Terminal { get; }

    /// <returns>The exit code.</returns>
    protected abstract int Run(ParseResult result);

    protected void Add(params Option[] options)
    {
        foreach (var option in options)
            Options.Add(option);
    }
}

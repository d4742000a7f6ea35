using Spectre.Console;

namespace Microsoft.ML.Vae.Samples.Tests;

/// <summary>A console that keeps what is written, and claims to be a terminal or a file.</summary>
internal sealed class RecordingConsole : IAnsiConsoleOutput, IDisposable
{
    private readonly StringWriter _writer = new();

    public RecordingConsole(bool isTerminal)
    {
        IsTerminal = isTerminal;
        Console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Yes : AnsiSupport.No,
            Interactive = isTerminal ? InteractionSupport.Yes : InteractionSupport.No,
            Out = this,
        });
    }

    public IAnsiConsole Console { get; }

    public string Text => _writer.ToString();

    public TextWriter Writer => _writer;

    public bool IsTerminal { get; }

    public int Width => 80;

    public int Height => 40;

    public void SetEncoding(System.Text.Encoding encoding)
    {
    }

    public void Dispose() => _writer.Dispose();
}

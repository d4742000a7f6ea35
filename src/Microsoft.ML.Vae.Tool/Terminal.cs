using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.ML.Runtime;
using Spectre.Console;

namespace Microsoft.ML.Vae.Tool;

/// <summary>Where a command's results, messages and warnings go; numbers look the same in every culture.</summary>
/// <param name="Console">The console, for results.</param>
/// <param name="Error">For errors and warnings, and for messages where the results are data.</param>
internal sealed record Terminal(IAnsiConsole Console, TextWriter Error)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,   // for a terminal, not for a page
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>What a script reads.</summary>
    public TextWriter Output => Console.Profile.Out.Writer;

    /// <summary>The columns of a terminal, but for the last; null: it is none.</summary>
    public int? Width => Console.Profile.Out.IsTerminal ? Math.Max(2, Console.Profile.Width) - 1 : null;

    public void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    /// <summary>A message beside results that may be piped.</summary>
    public void Note(FormattableString text) => Error.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    public void Json(object value) => Output.WriteLine(JsonSerializer.Serialize(value, _json));

    /// <summary>A context that passes warnings on, each once.</summary>
    public MLContext CreateContext(int? seed = null) => CreateContext(seed, Warn);

    public static MLContext CreateContext(int? seed, Action<string> warn)
    {
        var context = new MLContext(seed);
        HashSet<string> told = [];
        context.Log += (_, message) =>
        {
            if (message.Kind >= ChannelMessageKind.Warning && told.Add(message.RawMessage))
                warn(message.RawMessage);
        };
        return context;
    }

    public void Warn(string message) => Error.WriteLine($"warning: {message}");
}

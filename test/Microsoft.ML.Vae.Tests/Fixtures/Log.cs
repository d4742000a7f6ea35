using Microsoft.ML.Runtime;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>What a context logs.</summary>
internal sealed class Log
{
    private readonly List<LoggingEventArgs> _messages = [];

    public Log(MLContext context) => context.Log += (_, message) => _messages.Add(message);

    public IReadOnlyList<LoggingEventArgs> Messages => _messages;

    /// <summary>Warnings, but for that of a fit with too few steps, as those of many tests are.</summary>
    public IEnumerable<LoggingEventArgs> Warnings =>
        Of(ChannelMessageKind.Warning).Where(message => !message.RawMessage.Contains("too few to learn", StringComparison.Ordinal));

    public IEnumerable<LoggingEventArgs> Of(ChannelMessageKind kind) => _messages.Where(message => message.Kind == kind);
}

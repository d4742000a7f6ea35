using Microsoft.ML.Runtime;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>What a context logs.</summary>
internal sealed class Log
{
    private readonly List<LoggingEventArgs> _messages = [];

    public Log(MLContext context) => context.Log += (_, message) => _messages.Add(message);

    public IReadOnlyList<LoggingEventArgs> Messages => _messages;

    public IEnumerable<LoggingEventArgs> Of(ChannelMessageKind kind) => _messages.Where(message => message.Kind == kind);
}

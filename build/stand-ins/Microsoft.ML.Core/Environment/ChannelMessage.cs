using System.Globalization;

namespace Microsoft.ML.Runtime;

/// <summary>One log message; its text is composed when it is read.</summary>
public readonly struct ChannelMessage
{
    public readonly ChannelMessageKind Kind;
    public readonly MessageSensitivity Sensitivity;
    private readonly string _message;
    private readonly object[] _args;

    internal ChannelMessage(ChannelMessageKind kind, MessageSensitivity sensitivity, string message)
    {
        Kind = kind;
        Sensitivity = sensitivity;
        _message = Contracts.CheckNonEmpty(message, nameof(message));
        _args = null;
    }

    internal ChannelMessage(ChannelMessageKind kind, MessageSensitivity sensitivity, string fmt, params object[] args)
    {
        Kind = kind;
        Sensitivity = sensitivity;
        _message = Contracts.CheckNonEmpty(fmt, nameof(fmt));
        _args = Contracts.CheckNonEmpty(args, nameof(args));
    }

    public string Message => _args == null ? _message : string.Format(CultureInfo.CurrentCulture, _message, _args);
}

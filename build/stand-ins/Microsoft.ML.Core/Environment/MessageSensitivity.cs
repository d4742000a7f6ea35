namespace Microsoft.ML.Runtime;

/// <summary>What a message or an exception may reveal.</summary>
[Flags]
public enum MessageSensitivity
{
    None = 0,
    UserData = 1,
    Schema = 2,
    Unknown = -1,
    All = Unknown,
}

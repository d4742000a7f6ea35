namespace Microsoft.ML.Runtime;

/// <summary>Who sends a message.</summary>
internal interface IMessageSource
{
    string ShortName { get; }

    string FullName { get; }

    bool Verbose { get; }
}

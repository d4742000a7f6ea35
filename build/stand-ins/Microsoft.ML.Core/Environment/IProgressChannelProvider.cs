namespace Microsoft.ML.Runtime;

/// <summary>Opens named progress channels.</summary>
public interface IProgressChannelProvider
{
    IProgressChannel StartProgressChannel(string name);
}

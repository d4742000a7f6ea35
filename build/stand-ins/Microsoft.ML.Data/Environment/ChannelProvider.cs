using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A named place where messages and exceptions arise: an environment, a host or a channel.</summary>
internal abstract class ChannelProvider : IExceptionContext
{
    private protected const string ThrowingComponent = "Throwing component";
    private protected const string ParentComponent = "Parent component";
    private protected const string Phase = "Phase";

    private protected ChannelProvider(string shortName, string parentFullName, bool verbose)
    {
        ShortName = shortName;
        ParentFullName = parentFullName;
        Verbose = verbose;
    }

    public string ShortName { get; }

    public string ParentFullName { get; }

    public string FullName => string.IsNullOrEmpty(ParentFullName) ? ShortName : $"{ParentFullName}; {ShortName}";

    public bool Verbose { get; }

    public abstract string ContextDescription { get; }

    public abstract TException Process<TException>(TException ex)
        where TException : Exception;
}

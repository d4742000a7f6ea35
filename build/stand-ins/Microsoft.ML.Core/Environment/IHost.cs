namespace Microsoft.ML.Runtime;

/// <summary>The environment of one registered component, with its own random numbers.</summary>
public interface IHost : IHostEnvironment
{
    Random Rand { get; }
}

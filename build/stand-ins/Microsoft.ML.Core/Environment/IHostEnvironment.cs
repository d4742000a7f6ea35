namespace Microsoft.ML.Runtime;

/// <summary>What a component is created in: it logs here, registers itself and finds other components.</summary>
public interface IHostEnvironment : IChannelProvider, IProgressChannelProvider
{
    ComponentCatalog ComponentCatalog { get; }

    IHost Register(string name, int? seed = null, bool? verbose = null);
}

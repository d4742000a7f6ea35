using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A catalog as its extension methods see it.</summary>
internal interface IInternalCatalog
{
    IHostEnvironment Environment { get; }
}

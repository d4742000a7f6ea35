namespace Microsoft.ML.Vae.Tests.Columns;

/// <summary>Tests that measure the process as a whole, and so must run while no other test does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RunsAlone
{
    public const string Name = "Alone";
}

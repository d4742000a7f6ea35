namespace Microsoft.ML.Vae.Tool.Tests.Fixtures;

/// <summary>Tests that share the trained models.</summary>
[CollectionDefinition(Name)]
public sealed class SharedModels : ICollectionFixture<TrainedModels>
{
    public const string Name = "Models";
}

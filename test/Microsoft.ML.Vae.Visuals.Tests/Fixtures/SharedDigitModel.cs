namespace Microsoft.ML.Vae.Visuals.Tests.Fixtures;

/// <summary>Shares one model among all tests.</summary>
[CollectionDefinition(nameof(DigitModel))]
public sealed class SharedDigitModel : ICollectionFixture<DigitModel>;

namespace Microsoft.ML.Vae.Tests.Likelihoods;

/// <summary>Names of cases, one theory row each.</summary>
public sealed class TheoryNames : TheoryData<string>;

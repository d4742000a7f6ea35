namespace Microsoft.ML;

/// <summary>The parameters with which a component is created from a model file, beside its environment.</summary>
internal delegate void SignatureLoadModel(ModelLoadContext ctx);

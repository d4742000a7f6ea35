using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Mapping;

/// <summary>What a model can compute for a row.</summary>
[Flags]
internal enum Outputs
{
    None = 0,
    Latent = 1,
    Reconstruction = 2,
}

/// <summary>A column that the transformer adds: a vector of Single.</summary>
internal sealed record OutputColumn(string Name, Outputs Content, int Size)
{
    public VectorDataViewType Type { get; } = new(NumberDataViewType.Single, Size);
}

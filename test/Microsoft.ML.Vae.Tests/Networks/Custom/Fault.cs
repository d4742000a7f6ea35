namespace Microsoft.ML.Vae.Tests.Networks.Custom;

/// <summary>What part of a network gives in place of what was wanted.</summary>
public enum Fault
{
    None,
    WrongShape,
    Transposed,
    OtherRows,
    WrongType,
    Null,
    Throws,
}

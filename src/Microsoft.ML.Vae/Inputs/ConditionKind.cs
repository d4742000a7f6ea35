namespace Microsoft.ML.Vae.Inputs;

/// <summary>What a condition column holds.</summary>
internal enum ConditionKind
{
    /// <summary>A key, which becomes as many numbers as it has values, one of them 1.</summary>
    Key,

    /// <summary>One number.</summary>
    Single,

    /// <summary>Several numbers.</summary>
    Vector,
}

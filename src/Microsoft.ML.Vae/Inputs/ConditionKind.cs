namespace Microsoft.ML.Vae.Inputs;

/// <summary>What a condition column holds.</summary>
internal enum ConditionKind
{
    /// <summary>A key, which is one-hot encoded.</summary>
    Key,

    /// <summary>One number.</summary>
    Single,

    /// <summary>Several numbers.</summary>
    Vector,
}

namespace Microsoft.ML.Vae.Inputs;

/// <summary>What slots of a vector hold.</summary>
internal enum SlotKind
{
    /// <summary>Real numbers.</summary>
    Number,

    /// <summary>The indicators of one category: at most one of them is 1, the others are 0.</summary>
    Category,

    /// <summary>Flags, each 0 or 1.</summary>
    Flag,
}

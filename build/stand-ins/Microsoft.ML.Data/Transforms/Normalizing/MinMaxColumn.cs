using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>What to scale by its least and greatest value, and from how many rows to learn them.</summary>
internal sealed record MinMaxColumn
{
    public const long DefaultMaximumExampleCount = 1000000000;
    public const bool DefaultFixZero = true;

    public MinMaxColumn(
        string outputColumnName,
        string inputColumnName = null,
        long maximumExampleCount = DefaultMaximumExampleCount,
        bool fixZero = DefaultFixZero)
    {
        // The original's parameter has this name further in.
        Output = Contracts.CheckNonEmpty(outputColumnName, "name");
        Input = Contracts.CheckNonEmpty(inputColumnName ?? outputColumnName, nameof(inputColumnName));
        Contracts.CheckParam(maximumExampleCount > 1, nameof(maximumExampleCount), "Must be greater than 1");
        MaximumExampleCount = maximumExampleCount;
        FixZero = fixZero;
    }

    public string Output { get; }

    public string Input { get; }

    public long MaximumExampleCount { get; }

    /// <summary>Whether zero stays zero, so that sparse vectors stay sparse.</summary>
    public bool FixZero { get; }
}

using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

public sealed partial class PrincipalComponentAnalyzer
{
    /// <summary>What a user gets who asks for nothing else.</summary>
    internal static class Defaults
    {
        public const string WeightColumn = null;
        public const int Rank = 20;
        public const int Oversampling = 20;
        public const bool EnsureZeroMean = true;
    }

    /// <summary>How to project one column.</summary>
    internal sealed class ColumnOptions
    {
        public readonly string Name;
        public readonly string InputColumnName;
        public readonly string WeightColumn;
        public readonly int Rank;
        public readonly int Oversampling;
        public readonly bool EnsureZeroMean;
        public readonly int? Seed;

        public ColumnOptions(
            string name,
            string inputColumnName = null,
            string weightColumn = Defaults.WeightColumn,
            int rank = Defaults.Rank,
            int overSampling = Defaults.Oversampling,
            bool ensureZeroMean = Defaults.EnsureZeroMean,
            int? seed = null)
        {
            Name = name;
            InputColumnName = inputColumnName ?? name;
            WeightColumn = weightColumn;
            Rank = rank;
            Oversampling = overSampling;
            EnsureZeroMean = ensureZeroMean;
            Seed = seed;
            Contracts.CheckParam(Oversampling >= 0, nameof(Oversampling), "Oversampling must be non-negative.");
            Contracts.CheckParam(Rank > 0, nameof(Rank), "Rank must be positive.");
        }
    }
}

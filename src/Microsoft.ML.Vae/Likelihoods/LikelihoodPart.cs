using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Likelihoods;

namespace Microsoft.ML.Vae;

/// <summary>
/// Slots of the input vector that hold values of one kind, for <see cref="Likelihood.Mixed"/>. They are given as a range, or by the names
/// of the columns that <c>Concatenate</c> made the vector of, which stand in its slot names; the name of a single slot serves, too.
/// </summary>
public sealed class LikelihoodPart
{
    private LikelihoodPart(SlotKind? kind, string[] columns, Range? slots, double? standardDeviation = null)
    {
        Kind = kind;
        Columns = columns;
        Slots = slots;
        StandardDeviation = standardDeviation;
    }

    /// <summary>
    /// All slots that no other part holds: those that <c>OneHotEncoding</c> made, which ML.NET marks with the annotation
    /// CategoricalSlotRanges, as categories, and all others as numbers with a learned standard deviation.
    /// </summary>
    public static LikelihoodPart Others { get; } = new(null, [], null);

    /// <summary>
    /// Numbers, normal around the decoder's output with a standard deviation that is trained, one for each slot. Numbers are standardized
    /// by the mean and the standard deviation of the training rows, which are saved with the model.
    /// </summary>
    /// <param name="columns">The names of the columns, at least one.</param>
    /// <exception cref="ArgumentNullException">A name is null.</exception>
    /// <exception cref="ArgumentException">There are no names.</exception>
    public static LikelihoodPart Gaussian(params string[] columns) => new(SlotKind.Number, Checked(columns), null);

    /// <summary>Numbers, standardized, with a learned standard deviation for each slot.</summary>
    /// <param name="slots">The slots, from 0, as in <c>0..20</c>.</param>
    public static LikelihoodPart Gaussian(Range slots) => new(SlotKind.Number, [], slots);

    /// <summary>Numbers, standardized, normal around the decoder's output with a fixed standard deviation.</summary>
    /// <param name="standardDeviation">σ in units of the standard deviation of each slot's training values, in [1e-4, 1e4].</param>
    /// <param name="columns">The names of the columns, at least one.</param>
    /// <exception cref="ArgumentNullException">A name is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">σ is out of its range.</exception>
    /// <exception cref="ArgumentException">There are no names.</exception>
    public static LikelihoodPart Gaussian(double standardDeviation, params string[] columns) =>
        new(SlotKind.Number, Checked(columns), null, Checked(standardDeviation));

    /// <summary>Numbers, standardized, normal around the decoder's output with a fixed standard deviation.</summary>
    /// <param name="standardDeviation">σ in units of the standard deviation of each slot's training values, in [1e-4, 1e4].</param>
    /// <param name="slots">The slots, from 0, as in <c>0..20</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">σ is out of its range.</exception>
    public static LikelihoodPart Gaussian(double standardDeviation, Range slots) =>
        new(SlotKind.Number, [], slots, Checked(standardDeviation));

    /// <summary>
    /// Categories, each column one of them, as <c>OneHotEncoding</c> makes them: at most one slot is 1 and the others are 0. The decoder
    /// gives the log-odds of each slot's category against none of them, which has the log-odds 0, and a softmax makes them probabilities.
    /// Rows without a 1, which ML.NET makes of missing values and of categories that it has not seen, are one more outcome.
    /// </summary>
    /// <param name="columns">The names of the columns, at least one.</param>
    /// <exception cref="ArgumentNullException">A name is null.</exception>
    /// <exception cref="ArgumentException">There are no names.</exception>
    public static LikelihoodPart Categorical(params string[] columns) => new(SlotKind.Category, Checked(columns), null);

    /// <summary>One category of as many values as there are slots.</summary>
    /// <param name="slots">The slots, from 0, as in <c>20..25</c>.</param>
    public static LikelihoodPart Categorical(Range slots) => new(SlotKind.Category, [], slots);

    /// <summary>Flags, each 0 or 1 with a probability whose log-odds the decoder gives.</summary>
    /// <param name="columns">The names of the columns, at least one.</param>
    /// <exception cref="ArgumentNullException">A name is null.</exception>
    /// <exception cref="ArgumentException">There are no names.</exception>
    public static LikelihoodPart Bernoulli(params string[] columns) => new(SlotKind.Flag, Checked(columns), null);

    /// <summary>Flags, each 0 or 1 with a probability whose log-odds the decoder gives.</summary>
    /// <param name="slots">The slots, from 0, as in <c>25..30</c>.</param>
    public static LikelihoodPart Bernoulli(Range slots) => new(SlotKind.Flag, [], slots);

    /// <summary>What the slots hold; null for whatever other parts leave.</summary>
    internal SlotKind? Kind { get; }

    internal IReadOnlyList<string> Columns { get; }

    internal Range? Slots { get; }

    internal double? StandardDeviation { get; }

    /// <inheritdoc/>
    public override string ToString()
    {
        if (Kind is not { } kind)
            return nameof(Others);
        string name = kind switch { SlotKind.Number => nameof(Gaussian), SlotKind.Category => nameof(Categorical), _ => nameof(Bernoulli) };
        string deviation = StandardDeviation is { } value ? FormattableString.Invariant($"{value}, ") : "";
        return $"{name}({deviation}{Slots?.ToString() ?? string.Join(", ", Columns.Select(column => $"'{column}'"))})";
    }

    private static string[] Checked(string[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        foreach (string column in columns)
            ArgumentNullException.ThrowIfNull(column, nameof(columns));
        return columns.Length > 0
            ? [.. columns]
            : throw new ArgumentException("There are no column names; must be at least one.", nameof(columns));
    }

    private static double Checked(double standardDeviation) => Guard.InRange(
        standardDeviation, GaussianLikelihood.SmallestStandardDeviation, GaussianLikelihood.LargestStandardDeviation);
}

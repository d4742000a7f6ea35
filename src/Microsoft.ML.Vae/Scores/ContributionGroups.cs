using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Likelihoods;

namespace Microsoft.ML.Vae.Scores;

/// <summary>Neighboring slots whose contributions to the score are added up.</summary>
/// <param name="Names">What each group is called.</param>
/// <param name="Sizes">Slots in each, in the order of the slots.</param>
internal sealed record ContributionGroups(IReadOnlyList<string> Names, IReadOnlyList<int> Sizes)
{
    /// <summary>A group for each source column. Slots without names are groups by themselves, except for those of one category.</summary>
    public static ContributionGroups Of(InputSlots slots, Likelihood likelihood)
    {
        IEnumerable<(int Start, int Length)> categories = slots.Categories;
        if (likelihood is MixedLikelihood mixed)
            categories = mixed.Parts.Where(part => part.Kind == SlotKind.Category).Select(part => (part.Start, part.Length));
        Dictionary<int, int> lengths = categories.ToDictionary(category => category.Start, category => category.Length);
        List<string> names = [];
        List<int> sizes = [];
        for (int start = 0, end; start < slots.Size; start = end)
        {
            string source = slots.Sources[start];
            end = start + (source.Length == 0 ? lengths.GetValueOrDefault(start, 1) : 1);
            while (source.Length > 0 && end < slots.Size && slots.Sources[end] == source)
                end++;
            names.Add(source.Length > 0 ? source : end - start == 1
                ? FormattableString.Invariant($"Slot{start}")
                : FormattableString.Invariant($"Slots{start}-{end - 1}"));
            sizes.Add(end - start);
        }
        return new ContributionGroups(names, sizes);
    }

    /// <summary>The sums of the groups.</summary>
    public Tensor Sum(Tensor contributions)   // [B, D] -> [B, G]
    {
        long[] groups = [.. Sizes.SelectMany((size, group) => Enumerable.Repeat((long)group, size))];
        Tensor sums = zeros(contributions.size(0), Names.Count, contributions.dtype, contributions.device);   // [B, G]
        return sums.index_add_(1, tensor(groups, device: contributions.device), contributions, Scalars.One);
    }
}

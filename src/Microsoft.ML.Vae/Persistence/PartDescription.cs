using System.Text.Json.Serialization;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Likelihoods;

namespace Microsoft.ML.Vae.Persistence;

/// <summary>A part of a <see cref="MixedLikelihood"/> as it stands in the file.</summary>
internal sealed record PartDescription
{
    public required string Kind { get; init; }
    public required int Slots { get; init; }

    [JsonPropertyName("column")]
    public required string Name { get; init; }
    public double? StandardDeviation { get; init; }

    public static PartDescription From(SlotPart part) => new()
    {
        Kind = EnumNames.Of(part.Kind),
        Slots = part.Length,
        Name = part.Name,
        StandardDeviation = part.StandardDeviation,
    };

    public static MixedLikelihood ToLikelihood(IReadOnlyList<PartDescription> parts, int size)
    {
        List<SlotPart> slots = [];
        foreach (PartDescription part in parts)
        {
            int start = slots.Count == 0 ? 0 : slots[^1].End;
            if (part is null || EnumNames.Parse<SlotKind>(part.Kind) is not { } kind || part.Slots < 1 || part.Slots > size - start
                || part.StandardDeviation is { } deviation && !(kind == SlotKind.Number && IsDeviation(deviation)))
            {
                throw Damaged(FormattableString.Invariant(
                    $"a part '{part?.Kind}' of {part?.Slots} slots from {start} of {size}, standard deviation {part?.StandardDeviation}"));
            }
            slots.Add(new SlotPart(kind, start, part.Slots, part.Name) { StandardDeviation = part.StandardDeviation });
        }
        return slots.Count > 0 && slots[^1].End == size
            ? new MixedLikelihood(slots)
            : throw Damaged(FormattableString.Invariant($"{slots.Count} parts that do not hold {size} slots"));
    }

    private static bool IsDeviation(double deviation) =>
        deviation is >= GaussianLikelihood.SmallestStandardDeviation and <= GaussianLikelihood.LargestStandardDeviation;

    private static ModelFormatException Damaged(string what) => Safetensors.Damaged("description", what);
}

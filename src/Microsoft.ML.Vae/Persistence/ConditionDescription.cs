using System.Text.Json.Serialization;
using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Persistence;

/// <summary>A <see cref="ConditionColumn"/> but for its name, as it stands in the file.</summary>
internal sealed record ConditionDescription
{
    public required string Kind { get; init; }
    public required int Size { get; init; }
    public IReadOnlyList<string>? Names { get; init; }

    [JsonIgnore]
    public int CheckedSize => Size is >= 1 and <= ConditionColumn.MostNumbers
        ? Size
        : throw Safetensors.Damaged("description", FormattableString.Invariant($"a condition of {Size} numbers"));

    public static ConditionDescription From(ConditionColumn column) => new()
    {
        Kind = EnumNames.Of(column.Kind),
        Size = column.Size,
        Names = column.Names?.All,
    };

    public ConditionColumn ToColumn(string name) =>
        EnumNames.Parse<ConditionKind>(Kind) is { } kind && (kind != ConditionKind.Single || Size == 1)
            && (Names is null || kind == ConditionKind.Key && Names.Count == Size && Names.Distinct().Count() == Size)
        ? new ConditionColumn(name, kind, CheckedSize) { Names = Names is null ? null : new KeyNames(Names) }
        : throw Safetensors.Damaged("description", FormattableString.Invariant($"a condition '{Kind}' of {Size} numbers"));
}

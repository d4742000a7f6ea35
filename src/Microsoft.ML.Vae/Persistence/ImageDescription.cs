using System.Text.Json.Serialization;
using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML.Vae.Persistence;

/// <summary>An <see cref="ImageLayout"/> as it stands in the file.</summary>
internal sealed record ImageDescription
{
    public required int Height { get; init; }
    public required int Width { get; init; }
    public required int Channels { get; init; }

    [JsonPropertyName("interleaved")]
    public required bool IsInterleaved { get; init; }
    public required string ColorOrder { get; init; }

    public static ImageDescription From(ImageLayout layout) => new()
    {
        Height = layout.Height,
        Width = layout.Width,
        Channels = layout.Channels,
        IsInterleaved = layout.InterleavePixelColors,
        ColorOrder = layout.ColorOrder.ToString(),
    };

    public ImageLayout ToLayout() => new(Height, Width, Channels)
    {
        InterleavePixelColors = IsInterleaved,
        ColorOrder = Enum.GetNames<ImagePixelExtractingEstimator.ColorsOrder>().Contains(ColorOrder)
            ? Enum.Parse<ImagePixelExtractingEstimator.ColorsOrder>(ColorOrder)
            : throw Safetensors.Damaged("description", $"color order '{ColorOrder}'"),
    };
}

using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML.Vae.Tests.Platform.Images;

/// <summary>A row with a small picture.</summary>
internal sealed class ImageRow
{
    [ImageType(TwoColors.Height, TwoColors.Width)]
    public MLImage? Image { get; set; }

    public static IDataView View(MLContext context, params MLImage?[] images) =>
        context.Data.LoadFromEnumerable(images.Select(image => new ImageRow { Image = image }));
}

/// <summary>A row that names a picture's file.</summary>
internal sealed class PathRow
{
    public string? Path { get; set; }

    public static IDataView View(MLContext context, params string?[] paths) =>
        context.Data.LoadFromEnumerable(paths.Select(path => new PathRow { Path = path }));
}

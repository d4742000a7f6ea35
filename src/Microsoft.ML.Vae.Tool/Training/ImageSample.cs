using Microsoft.ML.Data;
using SkiaSharp;

namespace Microsoft.ML.Vae.Tool.Training;

/// <summary>What the first images of a column of bytes are like.</summary>
/// <param name="Count">How many rows were looked at.</param>
/// <param name="Sizes">Their different sizes in pixels, the commonest first.</param>
/// <param name="IsGrey">Whether none has a color.</param>
internal sealed record ImageSample(int Count, SKSizeI[] Sizes, bool IsGrey)
{
    private const int Rows = 200;
    private const int Side = 32;   // enough to see colors

    public static ImageSample Read(MLContext context, IDataView view, string column)
    {
        var first = context.Data.TakeRows(view, Rows);
        byte[][] files = [.. first.GetColumn<byte[]>(column)];
        SKSizeI[] sizes = [.. files.Select(SizeOf).Where(size => !size.IsEmpty)
            .GroupBy(size => size).OrderByDescending(group => group.Count()).Select(group => group.Key)];
        var options = new ImageFileOptions
        {
            OutputColumnName = "Small",
            InputColumnName = column,
            ImageWidth = Side,
            ImageHeight = Side,
            OnInvalidFile = InvalidFileBehavior.Missing,
        };
        var isGrey = true;
        foreach (var image in context.Transforms.LoadAndResizeImages(options).Fit(first).Transform(first).GetColumn<MLImage?>("Small"))
        {
            isGrey &= image is null || ImageSurvey.IsGreyImage(image);
            image?.Dispose();
        }
        return new ImageSample(files.Length, sizes, isGrey);
    }

    private static SKSizeI SizeOf(byte[] file)
    {
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data);
        return ImageSurvey.SizeOf(codec);
    }
}

using Microsoft.ML.Vae.Blocks;
using Microsoft.ML.Vae.Images;

namespace Microsoft.ML.Vae.Parquet.Reading;

/// <summary>An encoded image for each row, which is decoded when it is asked for; none where there are no bytes.</summary>
/// <param name="files">The bytes of each row.</param>
/// <param name="place">A row in words.</param>
internal sealed class ImageColumn(VectorBlock<byte> files, Func<int, string> place) : BlockColumn<MLImage>
{
    public override void Get(int row, ref MLImage value)
    {
        ReadOnlySpan<byte> file = files.Row(row);
        try
        {
            value = file.IsEmpty ? null! : EncodedImage.Decode(file.ToArray());
        }
        catch (InvalidDataException e)
        {
            throw new InvalidOperationException($"{place(row)} is no image that can be decoded: {e.Message}.", e);
        }
    }
}

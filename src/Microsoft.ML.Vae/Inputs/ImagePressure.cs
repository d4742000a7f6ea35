using System.Runtime.CompilerServices;

namespace Microsoft.ML.Vae.Inputs;

/// <summary>
/// Tells the garbage collector of the native memory of images, which it sees as small objects. Their reader cannot dispose them, since a
/// source may own them.
/// </summary>
internal sealed class ImagePressure
{
    private const int SmallestBytes = 64 << 10;   // of smaller ones, many thousands fit into memory until the next collection

    private readonly ConditionalWeakTable<MLImage, Weight> _weights = [];

    /// <summary>Counts an image until it is collected.</summary>
    public void Add(MLImage image)
    {
        int bytes = image.Height * image.Width * (image.BitsPerPixel / 8);
        if (bytes >= SmallestBytes && !_weights.TryGetValue(image, out _))
            _weights.Add(image, new Weight(bytes));
    }

    private sealed class Weight
    {
        private readonly int _bytes;

        public Weight(int bytes)
        {
            _bytes = bytes;
            GC.AddMemoryPressure(bytes);
        }

        ~Weight() => GC.RemoveMemoryPressure(_bytes);
    }
}

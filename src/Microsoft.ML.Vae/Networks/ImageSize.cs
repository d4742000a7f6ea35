namespace Microsoft.ML.Vae.Networks;

/// <summary>Height and width of an image within a network.</summary>
internal readonly record struct ImageSize(int Height, int Width)
{
    /// <summary>The size that a convolution with stride 2 leaves.</summary>
    public ImageSize Half => new((Height + 1) / 2, (Width + 1) / 2);

    /// <summary>Pixels.</summary>
    public long Area => (long)Height * Width;

    /// <summary>This size and those of its halves, <paramref name="halvings"/> of them.</summary>
    public ImageSize[] Halves(int halvings)
    {
        var sizes = new ImageSize[halvings + 1];
        sizes[0] = this;
        for (int i = 0; i < halvings; i++)
            sizes[i + 1] = sizes[i].Half;
        return sizes;
    }
}

namespace Microsoft.ML.Vae.Networks.Packed;

/// <summary>Numbers of an image that stand channel by channel in the network, and pixel by pixel in packed weights.</summary>
/// <param name="Channels">C.</param>
/// <param name="Pixels">P.</param>
internal sealed record PixelOrder(int Channels, int Pixels)
{
    /// <summary>C · P. Numbers behind those stay where they are.</summary>
    public int Size => checked(Channels * Pixels);

    /// <summary>From the network's order to the packed one, in a tensor of its own.</summary>
    public Tensor Pack(Tensor numbers, int dimension) => Swap(numbers, dimension, Channels, Pixels);

    /// <summary>Back to the network's order.</summary>
    public Tensor Unpack(Tensor numbers, int dimension) => Swap(numbers, dimension, Pixels, Channels);

    private Tensor Swap(Tensor numbers, int dimension, long first, long second)
    {
        long[] shape = numbers.shape;
        shape[dimension] = Size;
        long[] split = [.. shape[..dimension], first, second, .. shape[(dimension + 1)..]];
        Tensor swapped = numbers.narrow(dimension, 0, Size).reshape(split).transpose(dimension, dimension + 1).reshape(shape);
        long rest = numbers.size(dimension) - Size;
        return cat([swapped, numbers.narrow(dimension, Size, rest)], dimension);
    }
}

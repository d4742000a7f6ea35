using Microsoft.ML.Vae.Kernels;

namespace Microsoft.ML.Vae.Training.Fused.Images;

/// <summary>
/// A layer at work on some images at a time, [images, P, C], with what it must remember from the way forward to the way back. Every buffer
/// has room for a whole tile behind the last pixel.
/// </summary>
internal abstract unsafe class ImageRun : IDisposable
{
    private readonly List<NativeBuffer> _owned = [];

    /// <summary>What it makes of images, in a place of its own unless it works in place.</summary>
    /// <param name="input">[images, P, C]; must stay until the way back.</param>
    /// <param name="images">How many.</param>
    public abstract float* Forward(float* input, int images);

    /// <summary>Passes a gradient back.</summary>
    /// <param name="gradient">With respect to the output.</param>
    /// <param name="to">With respect to the input, overwritten; null: nobody wants it.</param>
    /// <param name="weights">Gradients of the network's weights, to be added to.</param>
    /// <param name="images">How many.</param>
    public abstract void Backward(float* gradient, float* to, float* weights, int images);

    public virtual void Dispose() => _owned.ForEach(buffer => buffer.Dispose());

    protected float* Take(long length)
    {
        var buffer = new NativeBuffer(length);
        _owned.Add(buffer);
        return buffer.Data;
    }

    /// <summary>Room for rows, and for those that fill the last tile.</summary>
    protected float* Take(long rows, int width) => Take((rows + MatrixProduct.TileRows) * width);

    protected static int Tiled(int rows) => (rows + MatrixProduct.TileRows - 1) / MatrixProduct.TileRows * MatrixProduct.TileRows;
}

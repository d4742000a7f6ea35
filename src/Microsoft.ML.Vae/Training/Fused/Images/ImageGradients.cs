using Microsoft.ML.Vae.Kernels;
using Microsoft.ML.Vae.Networks.Packed;

namespace Microsoft.ML.Vae.Training.Fused.Images;

/// <summary>
/// The gradients of the weights on images, of some rows: the encoder's, and the decoder's behind them. Those of a batch are summed in one
/// order, whatever thread had the rows.
/// </summary>
internal sealed unsafe class ImageGradients : IDisposable
{
    private readonly NativeBuffer _numbers;
    private readonly long _gap;   // numbers of the network between the encoder's and the decoder's

    public ImageGradients(PackedNetwork network)
    {
        _numbers = new NativeBuffer(network.EncoderImages.Count + network.DecoderImages.Count);
        _gap = network.DecoderImages.Start - network.EncoderImages.Count;
    }

    /// <summary>To which the offsets of the encoder's weights are added.</summary>
    public float* Encoder => _numbers.Data;

    /// <summary>To which the offsets of the decoder's weights are added.</summary>
    public float* Decoder => _numbers.Data - _gap;

    public void Clear() => new Span<float>(_numbers.Data, checked((int)_numbers.Length)).Clear();

    public void Dispose() => _numbers.Dispose();
}

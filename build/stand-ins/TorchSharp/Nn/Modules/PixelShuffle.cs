using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Channels turned into a picture with more pixels.</summary>
    public sealed class PixelShuffle : nn.Module<Tensor, Tensor>
    {
        private readonly long _factor;

        internal PixelShuffle(long factor)
            : base("torch::nn::PixelShuffleImpl")
        {
            _factor = factor;
        }

        public override Tensor forward(Tensor tensor)
        {
            ThrowIfDisposed();
            return nn.functional.pixel_shuffle(tensor, _factor);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.PixelShuffle PixelShuffle(long upscaleFactor) => new(upscaleFactor);
        }
    }
}

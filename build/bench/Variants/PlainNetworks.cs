using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Microsoft.ML.Vae.Bench;

/// <summary>A VAE as one writes it in TorchSharp: pixels [B, D] -> logits [B, D], mean [B, Z], log-variance [B, Z].</summary>
internal sealed class PlainVae : Module<Tensor, (Tensor Logits, Tensor Mean, Tensor LogVariance)>
{
    private readonly Module<Tensor, Tensor> _encoder;
    private readonly Module<Tensor, Tensor> _mean;
    private readonly Module<Tensor, Tensor> _logVariance;
    private readonly Module<Tensor, Tensor> _decoder;

    private PlainVae(Module<Tensor, Tensor> encoder, long features, int latent, Module<Tensor, Tensor> decoder) : base(nameof(PlainVae))
    {
        _encoder = encoder;
        _mean = Linear(features, latent);
        _logVariance = Linear(features, latent);
        _decoder = decoder;
        RegisterComponents();
    }

    public static PlainVae Dense(DenseNetwork network) => new(
        Sequential(Linear(Images.PixelCount, network.Hidden), ReLU()), network.Hidden, network.Latent,
        Sequential(Linear(network.Latent, network.Hidden), ReLU(), Linear(network.Hidden, Images.PixelCount)));

    public static PlainVae Convolutional(ConvolutionalNetwork network)
    {
        int[] channels = [network.ImageChannels, .. network.Channels];
        int smallest = network.Side >> network.Channels.Length;
        int features = channels[^1] * smallest * smallest;
        List<Module<Tensor, Tensor>> down = [Unflatten(1, [network.ImageChannels, network.Side, network.Side])];
        List<Module<Tensor, Tensor>> up = [Linear(network.Latent, features), ReLU(), Unflatten(1, [channels[^1], smallest, smallest])];
        for (int i = 1; i < channels.Length; i++)
        {
            down.AddRange([Conv2d(channels[i - 1], channels[i], 3, stride: 2, padding: 1), GroupNormalization(channels[i]), ReLU()]);
            down.AddRange(Blocks(channels[i], network.Blocks));
        }

        for (int i = channels.Length - 1; i > 0; i--)
        {
            up.Add(ConvTranspose2d(channels[i], channels[i - 1], 4, stride: 2, padding: 1));
            if (i > 1)
                up.AddRange([GroupNormalization(channels[i - 1]), ReLU(), .. Blocks(channels[i - 1], network.Blocks)]);
        }

        return new PlainVae(Sequential([.. down, Flatten()]), features, network.Latent, Sequential([.. up, Flatten()]));
    }

    public Tensor Encode(Tensor x) => _mean.call(_encoder.call(x));   // [B, D] -> [B, Z]

    public override (Tensor Logits, Tensor Mean, Tensor LogVariance) forward(Tensor x)
    {
        Tensor h = _encoder.call(x);                                                      // [B, F]
        Tensor mean = _mean.call(h), logVariance = _logVariance.call(h);                  // [B, Z]
        Tensor z = mean + randn_like(mean) * (0.5 * logVariance).exp();                   // [B, Z]
        return (_decoder.call(z), mean, logVariance);
    }

    private static IEnumerable<Module<Tensor, Tensor>> Blocks(int channels, int count) =>
        Enumerable.Range(0, count).Select(_ => new PlainResidual(Sequential(
            GroupNormalization(channels), ReLU(), Conv2d(channels, channels, 3, padding: 1),
            GroupNormalization(channels), ReLU(), Conv2d(channels, channels, 3, padding: 1))));

    /// <summary>TorchSharp's own leaves weight and bias unset.</summary>
    private static Module<Tensor, Tensor> GroupNormalization(int channels)
    {
        TorchSharp.Modules.GroupNorm norm = GroupNorm(8, channels);
        init.ones_(norm.weight!);
        init.zeros_(norm.bias!);
        return norm;
    }
}

/// <summary>x and what layers add to it.</summary>
internal sealed class PlainResidual : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> _layers;

    public PlainResidual(Module<Tensor, Tensor> layers) : base(nameof(PlainResidual))
    {
        _layers = layers;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => x + _layers.call(x);   // [B, C, H, W] -> the same
}

/// <summary>Stages that halve square images, with group normalization, each followed by residual blocks.</summary>
internal sealed record ConvolutionalNetwork(int Side, int ImageChannels, int[] Channels, int Latent, int Blocks = 0)
{
    public VaeOptions Options => FitTraining.Shared with
    {
        Network = Blocks == 0 ? Network.Convolutional(Channels) : Network.Residual(Channels, Blocks),
        Image = new ImageLayout(Side, Side, ImageChannels),
        LatentDimension = Latent,
    };

    public override string ToString() =>
        $"{string.Join('-', Channels)} channels{(Blocks == 0 ? "" : ", residual,")} on {Side}×{Side}×{ImageChannels}";
}

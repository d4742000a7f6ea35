using TorchSharp.Modules;
using TorchSharp.Utils;

namespace Microsoft.ML.Vae.Networks.Layers;

/// <summary>
/// Group or batch normalization of the channels of images, with PyTorch's names and initialization. TorchSharp 0.107.0's GroupNorm leaves
/// its weight and bias unset; its BatchNorm2d turns the running variance into NaN, without an error, when it trains on one value per
/// channel, adds a tensor num_batches_tracked to the file, and passes temporary scalars.
/// </summary>
internal sealed class NormalizationLayer : nn.Module<Tensor, Tensor>
{
    private const long MostGroups = 8;

    [ComponentName(Name = "weight")]
    private readonly Parameter _weight;   // [C]

    [ComponentName(Name = "bias")]
    private readonly Parameter _bias;   // [C]

    [ComponentName(Name = "running_mean")]
    private readonly Tensor? _runningMean;   // [C]

    [ComponentName(Name = "running_var")]
    private readonly Tensor? _runningVariance;   // [C]

    private readonly long _groups;

    public NormalizationLayer(string name, long channels, Normalization kind, LayerFactory layers) : base(name)
    {
        _weight = new Parameter(layers.Ones(channels));
        _bias = new Parameter(layers.Zeros(channels));
        _groups = GroupsOf(channels);
        if (kind == Normalization.Batch)
            (_runningMean, _runningVariance) = (layers.Zeros(channels), layers.Ones(channels));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)   // [B, C, H, W] -> the same
    {
        if (_runningMean is null)
            return nn.functional.group_norm(x, _groups, _weight, _bias);
        // A single number has no variance to learn from.
        bool learns = training && x.size(0) * x.size(2) * x.size(3) > 1;
        return nn.functional.batch_norm(x, _runningMean, _runningVariance!, _weight, _bias, learns);
    }

    /// <summary>As many groups as divide the channels, at most 8.</summary>
    public static long GroupsOf(long channels)
    {
        long groups = Math.Min(MostGroups, channels);
        while (channels % groups != 0)
            groups--;
        return groups;
    }
}

using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Networks.Layers;

/// <summary>Group or batch normalization of the channels of pictures, with PyTorch's names and initialisation.</summary>
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

    public NormalizationLayer(string name, long channels, Normalization kind) : base(name)
    {
        _weight = new Parameter(ones(channels, ScalarType.Float32, CPU));
        _bias = new Parameter(zeros(channels, ScalarType.Float32, CPU));
        _groups = GroupsOf(channels);
        if (kind == Normalization.Batch)
            (_runningMean, _runningVariance) = (zeros(channels, ScalarType.Float32, CPU), ones(channels, ScalarType.Float32, CPU));
        RegisterComponents();
    }

    public static IEnumerable<(string Name, long[] Shape)> Tensors(string name, long channels, Normalization kind)
    {
        string[] members = kind switch
        {
            Normalization.Group => ["weight", "bias"],
            Normalization.Batch => ["weight", "bias", "running_mean", "running_var"],
            _ => [],
        };
        return members.Select(member => ($"{name}.{member}", new[] { channels }));
    }

    /// <summary>Whether a tensor of this name is a running average: a buffer, not a parameter.</summary>
    public static bool IsRunningAverage(string tensor) =>
        tensor.EndsWith(".running_mean", StringComparison.Ordinal) || tensor.EndsWith(".running_var", StringComparison.Ordinal);

    public override Tensor forward(Tensor x)   // [B, C, H, W] -> the same
    {
        if (_runningMean is null)
            return nn.functional.group_norm(x, _groups, _weight, _bias);
        // A single number has no variance to learn from.
        bool learns = training && x.size(0) * x.size(2) * x.size(3) > 1;
        return nn.functional.batch_norm(x, _runningMean, _runningVariance!, _weight, _bias, learns);
    }

    private static long GroupsOf(long channels)
    {
        long groups = Math.Min(MostGroups, channels);
        while (channels % groups != 0)
            groups--;
        return groups;
    }
}

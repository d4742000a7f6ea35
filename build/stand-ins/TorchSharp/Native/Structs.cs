namespace TorchSharp.PInvoke;

/// <summary>What a factory is told about the tensor to make.</summary>
internal readonly struct Kind
{
    internal readonly int DType;
    internal readonly int DeviceType;
    internal readonly int DeviceIndex;
    internal readonly int RequiresGrad;

    internal Kind(torch.ScalarType dtype, torch.Device device, bool requiresGrad)
    {
        DType = (int)dtype;
        DeviceType = (int)device.type;
        DeviceIndex = device.index;
        RequiresGrad = requiresGrad ? 1 : 0;
    }
}

/// <summary>One index of <c>t[...]</c>.</summary>
internal struct Index
{
    internal const long Absent = long.MinValue;

    internal long Kind;
    internal long Start;
    internal long Stop;
    internal long Step;
    internal nint Tensor;
}

/// <summary>What a two-dimensional convolution is.</summary>
internal readonly record struct Convolution2d(long Inputs, long Outputs, Pair Kernel, Pair Stride, Pair Padding, Pair OutputPadding,
    Pair Dilation, long Groups, long PaddingMode, long Same, long Transposed);

/// <summary>Height and width.</summary>
internal readonly record struct Pair(long Height, long Width)
{
    public static implicit operator Pair((long Height, long Width) pair) => new(pair.Height, pair.Width);

    public static implicit operator Pair(long both) => new(both, both);
}

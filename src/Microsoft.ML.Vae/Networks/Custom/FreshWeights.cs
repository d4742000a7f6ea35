using TorchSharp.Modules;

namespace Microsoft.ML.Vae.Networks.Custom;

/// <summary>Examines the weights of a custom network before the first step.</summary>
internal static class FreshWeights
{
    private const double LargestUsual = 1e6;

    /// <exception cref="InvalidOperationException">A value is not finite, or a GroupNorm was left as TorchSharp made it.</exception>
    public static void Check(string network, VaeModule module, IChannel channel)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        if (!module.WeightsInitialized)
            CheckGroupNorms(network, module);
        foreach ((string name, Parameter parameter) in module.named_parameters())
            CheckValues(network, $"parameter '{name}'", parameter, channel);
        foreach ((string name, Tensor buffer) in module.named_buffers())
            CheckValues(network, $"buffer '{name}'", buffer, channel);
    }

    /// <summary>TorchSharp 0.107.0's GroupNorm leaves both tensors as the memory was: NaN, enormous, or small and plausible.</summary>
    private static void CheckGroupNorms(string network, VaeModule module)
    {
        foreach ((string name, nn.Module part) in module.named_modules())
        {
            if (part is not GroupNorm norm)
                continue;
            if (norm.weight is { } weight && !weight.allclose(ones_like(weight), 0, 0))
                throw Unset($"the weight of '{name}' is not all 1");
            if (norm.bias is { } bias && !bias.allclose(zeros_like(bias), 0, 0))
                throw Unset($"the bias of '{name}' is not all 0");
        }

        InvalidOperationException Unset(string what) => new(
            $"Network '{network}': {what}. TorchSharp's GroupNorm leaves its weight and bias unset: "
            + "in the factory, call nn.init.ones_(norm.weight) and nn.init.zeros_(norm.bias). "
            + $"If the factory has set them to other values, set {nameof(VaeModule)}.{nameof(VaeModule.WeightsInitialized)} to true.");
    }

    private static void CheckValues(string network, string tensorName, Tensor tensor, IChannel channel)
    {
        if (tensor.dtype is not (ScalarType.Float32 or ScalarType.Float64) || tensor.numel() == 0)
            return;
        double largest = tensor.abs().max().to(ScalarType.Float64).item<double>();
        if (!double.IsFinite(largest))
            throw new InvalidOperationException(
                $"Network '{network}': {tensorName} holds values that are not finite; initialize it in the factory.");
        if (largest > LargestUsual)
        {
            channel.Warning(MessageSensitivity.None, FormattableString.Invariant(
                $"Network '{network}': {tensorName} holds values of magnitude up to {largest:G3}, ")
                + "from which training rarely recovers; is it initialized?");
        }
    }
}

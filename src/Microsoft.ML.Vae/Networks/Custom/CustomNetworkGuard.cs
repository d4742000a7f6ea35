using System.Text.Json;
using Microsoft.ML.Vae.Persistence;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Networks.Custom;

/// <summary>Calls into a network that the application brought, whose faults are told with its name, the part, what came back and what was wanted.</summary>
/// <param name="Name">The name that it was registered under.</param>
/// <param name="Shape">What it was made for.</param>
internal sealed record CustomNetworkGuard(string Name, VaeModuleShape Shape)
{
    private const int MostTensors = SafetensorsHeader.MaximumTensors - 8;       // a file holds the history too
    private const int LongestName = SafetensorsHeader.MaximumNameLength - 8;   // "network." stands before it

    /// <exception cref="InvalidOperationException">The part threw.</exception>
    public T Call<T>(string part, Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
        {
            throw new InvalidOperationException($"Network '{Name}': the {part} threw {e.GetType().Name}: {e.Message}", e);
        }
    }

    /// <exception cref="InvalidOperationException">The output is not what was wanted.</exception>
    public Tensor Check(string part, Tensor? output, Tensor input, long width, string meaning)
    {
        if (output is null)
            throw Fault("null");
        if (output.dtype != ScalarType.Float32 || output.dim() != 2 || output.size(0) != input.size(0) || output.size(1) != width)
            throw Fault($"a {output.dtype} tensor of shape {Text(output.shape)}");
        return output;

        InvalidOperationException Fault(string got) => new(
            $"Network '{Name}': the {part} returned {got}; wanted a {ScalarType.Float32} tensor of shape {Text([input.size(0), width])}, {meaning}, for an input of shape {Text(input.shape)}.");
    }

    /// <summary>There has to be something to train, and every tensor has to be one that a file can hold.</summary>
    /// <exception cref="InvalidOperationException">It is not so.</exception>
    public void CheckTensors(VaeModule module)
    {
        if (!module.parameters().Any())
            throw new InvalidOperationException($"Network '{Name}': it has no parameters; wanted at least one, registered with the module, to train.");
        Dictionary<string, Tensor> tensors = module.state_dict();
        if (tensors.Count > MostTensors)
            throw new InvalidOperationException(FormattableString.Invariant($"Network '{Name}': it has {tensors.Count} tensors; wanted at most {MostTensors}."));
        foreach ((string name, Tensor tensor) in tensors)
        {
            if (JsonEncodedText.Encode(name).EncodedUtf8Bytes.Length > LongestName || tensor.dim() > SafetensorsHeader.MaximumRank)
            {
                throw new InvalidOperationException(FormattableString.Invariant(
                    $"Network '{Name}': tensor '{name}' of shape {Text(tensor.shape)}: wanted a name of at most {LongestName} bytes and at most {SafetensorsHeader.MaximumRank} dimensions."));
            }
            if (tensor.dtype is not (ScalarType.Float32 or ScalarType.Float64 or ScalarType.Int64) || tensor.device_type != TorchSharp.DeviceType.CPU)
                throw new InvalidOperationException($"Network '{Name}': tensor '{name}' is {tensor.dtype} on {tensor.device}; wanted Float32, Float64 or Int64 on the CPU.");
            if (!tensor.is_contiguous())
                throw new InvalidOperationException($"Network '{Name}': tensor '{name}' of shape {Text(tensor.shape)} is not contiguous in memory; call contiguous() on it.");
        }
    }

    private static string Text(long[] shape) => $"[{string.Join(", ", shape)}]";
}

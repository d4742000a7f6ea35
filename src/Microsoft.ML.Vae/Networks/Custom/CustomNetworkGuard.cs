using System.Runtime.CompilerServices;
using System.Text.Json;
using TorchSharp.Modules;

namespace Microsoft.ML.Vae.Networks.Custom;

/// <summary>Calls into a custom network; its errors name the network, the part, what it returned and what was expected.</summary>
/// <param name="Name">The name that it was registered under.</param>
/// <param name="Shape">What it was made for.</param>
internal sealed record CustomNetworkGuard(string Name, VaeModuleShape Shape)
{
    private const int MostTensors = TensorLimits.Count - 8;        // a file holds the history too
    private const int LongestName = TensorLimits.NameLength - 8;   // "network." is put in front of it

    // The parameters of every custom network made in this process.
    private static readonly ConditionalWeakTable<Parameter, string> _used = [];

    /// <exception cref="InvalidOperationException">The part threw.</exception>
    public T Call<T>(string part, Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
        {
            // An error from native code goes on with a stack trace of many lines.
            string firstLine = e.Message.Split('\n')[0].TrimEnd();
            throw new InvalidOperationException($"Network '{Name}': the {part} threw {e.GetType().Name}: {firstLine}", e);
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
            $"Network '{Name}': the {part} returned {got}; "
                + $"wanted a {ScalarType.Float32} tensor of shape {Text([input.size(0), width])}, {meaning}, "
            + $"for an input of shape {Text(input.shape)}.");
    }

    /// <summary>A module handed over twice would train on from the first model's weights, and be disposed with that model.</summary>
    /// <exception cref="InvalidOperationException">Another model has one of the parameters.</exception>
    public void CheckIsNew(VaeModule module)
    {
        (string name, Parameter parameter)[] parameters = [.. module.named_parameters()];
        foreach ((string name, Parameter parameter) in parameters)
        {
            if (_used.TryGetValue(parameter, out _))
            {
                throw new InvalidOperationException(
                    $"Network '{Name}': parameter '{name}' already belongs to another model; "
                    + "the factory must create a new module each time it is called.");
            }
        }
        foreach ((_, Parameter parameter) in parameters)
            _used.AddOrUpdate(parameter, Name);
    }

    /// <exception cref="InvalidOperationException">There is nothing to train, or a tensor cannot be saved.</exception>
    public void CheckTensors(VaeModule module)
    {
        if (!module.parameters().Any())
            throw new InvalidOperationException(
                $"Network '{Name}': it has no parameters; wanted at least one, registered with the module, to train.");
        Dictionary<string, Tensor> tensors = module.state_dict();
        if (tensors.Count > MostTensors)
            throw new InvalidOperationException(
                FormattableString.Invariant($"Network '{Name}': it has {tensors.Count} tensors; wanted at most {MostTensors}."));
        foreach ((string name, Tensor tensor) in tensors)
            CheckTensor(name, tensor);
    }

    private void CheckTensor(string name, Tensor tensor)
    {
        string? fault = null;
        if (JsonEncodedText.Encode(name).EncodedUtf8Bytes.Length > LongestName || tensor.dim() > TensorLimits.Rank)
        {
            fault =
                $" of shape {Text(tensor.shape)}: wanted a name of at most {LongestName} bytes "
                + $"and at most {TensorLimits.Rank} dimensions.";
        }
        else if (tensor.dtype is not (ScalarType.Float32 or ScalarType.Float64 or ScalarType.Int64)
            || tensor.device_type != DeviceType.CPU)
        {
            fault = $" is {tensor.dtype} on {tensor.device}; wanted Float32, Float64 or Int64 on the CPU.";
        }
        else if (!tensor.is_contiguous())
        {
            fault = $" of shape {Text(tensor.shape)} is not contiguous in memory; call contiguous() on it.";
        }
        if (fault is not null)
            throw new InvalidOperationException($"Network '{Name}': tensor '{name}'{fault}");
    }

    private static string Text(long[] shape) => $"[{string.Join(", ", shape)}]";
}

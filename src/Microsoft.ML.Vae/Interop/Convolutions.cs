using System.Runtime.InteropServices;

namespace Microsoft.ML.Vae.Interop;

/// <summary>
/// Sees to it that convolutions are right. On some processors (seen: AMD EPYC of family 26, in a virtual machine that does not tell the
/// sizes of its caches), oneDNN 3.7.1, which libtorch 2.10 uses, gives wrong results for few channels, forward and backward, without an
/// error. Where a few known convolutions show that, torch's own, which take up to four times as long, replace them for the whole process
/// once a network needs such channels.
/// </summary>
internal static partial class Convolutions
{
    private const double Tolerance = 1e-4;   // relative to the largest value; right ones differ by 1e-6, wrong ones by more than 1e-2
    private const string Torch = "torch_cpu";

    // Batch, channels in and out, height, width, kernel, stride; transposed or not.
    private static readonly (int[] Shape, bool IsTransposed)[] _cases =
    [
        ([2, 7, 1, 5, 1, 3, 1], false), ([2, 2, 8, 7, 8, 4, 1], false), ([4, 1, 7, 3, 6, 4, 2], false), ([3, 31, 6, 21, 21, 4, 2], false),
        ([8, 32, 1, 14, 14, 4, 1], false), ([3, 4, 6, 6, 8, 3, 1], true), ([2, 3, 3, 29, 29, 4, 1], true), ([8, 1, 32, 11, 11, 3, 1], true),
    ];

    private static readonly Lazy<bool> _areWrong = new(Check);
    private static readonly Lazy<bool> _areReplaced = new(Replace);

    /// <summary>Whether torch's own convolutions have taken the place of oneDNN's.</summary>
    public static bool AreReplaced => _areReplaced.IsValueCreated && _areReplaced.Value;

    /// <summary>To be called before the first convolution of a network.</summary>
    /// <param name="haveUsualChannels">
    /// Whether the hidden channels are multiples of 16, and those of images 1 or 3: such convolutions were right in every shape tried.
    /// </param>
    /// <exception cref="InvalidOperationException">Convolutions that the network may need are wrong, and cannot be replaced.</exception>
    public static void Prepare(bool haveUsualChannels) => _ = haveUsualChannels ? _areWrong.Value : _areReplaced.Value;

    /// <summary>The largest relative error of the known convolutions and their gradients; NaN counts as infinite.</summary>
    public static double LargestError() => _cases.Max(known => Error(known.Shape, known.IsTransposed));

    private static bool Check()
    {
        nint context = Context();
        // Which torch uses only in place of oneDNN, and which says on each call that it does not know such a processor.
        if (context != 0)
            SetUserEnabledNnpack(context, false);
        bool areWrong = LargestError() > Tolerance;
        if (context != 0 && !areWrong)
            SetUserEnabledNnpack(context, true);
        return areWrong;
    }

    private static bool Replace()
    {
        if (!_areWrong.Value)
            return false;
        if (Context() is not 0 and var context)
            SetUserEnabledMkldnn(context, false);
        return LargestError() <= Tolerance ? true : throw new InvalidOperationException(
            "The convolutions of this libtorch are wrong on this processor. Set the environment variable ONEDNN_MAX_CPU_ISA to AVX before "
            + "the process starts, or use a fully connected network.");
    }

    /// <summary>Torch's settings; 0 where it does not export them.</summary>
    private static nint Context()
    {
        try
        {
            return GlobalContext();
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return 0;
        }
    }

    private static double Error(int[] shape, bool isTransposed)
    {
        using IDisposable noInference = inference_mode(false);
        using IDisposable gradients = enable_grad();
        using DisposeScope scope = NewDisposeScope();
        return shape is [var batch, var inputs, var outputs, var height, var width, var kernel, var stride]
            ? Run(float32).Zip(Run(float64), Difference).Max()
            : throw new ArgumentException("A case has seven numbers.", nameof(shape));

        Tensor[] Run(ScalarType type)
        {
            Tensor x = Waves([batch, inputs, height, width], type), weight = Waves(
                isTransposed ? [inputs, outputs, kernel, kernel] : [outputs, inputs, kernel, kernel], type);
            Tensor y = isTransposed
                ? nn.functional.conv_transpose2d(x, weight, strides: [stride, stride], padding: [1, 1])
                : nn.functional.conv2d(x, weight, strides: [stride, stride], padding: [1, 1]);
            (y * y).sum().backward();
            return [y.detach(), x.grad!, weight.grad!];
        }
    }

    // Numbers that look random and need no generator.
    private static Tensor Waves(long[] shape, ScalarType type) =>
        arange(shape.Aggregate((a, b) => a * b), float64, CPU).sin().reshape(shape).to(type).requires_grad_();

    private static double Difference(Tensor single, Tensor exact)
    {
        double error = ((single.to(float64) - exact).abs().max() / exact.abs().max()).item<double>();
        return double.IsNaN(error) ? double.PositiveInfinity : error;
    }

    // at::globalContext() and members of at::Context, as GCC and Clang name them.
    [LibraryImport(Torch, EntryPoint = "_ZN2at13globalContextEv")]
    private static partial nint GlobalContext();

    [LibraryImport(Torch, EntryPoint = "_ZN2at7Context20setUserEnabledMkldnnEb")]
    private static partial void SetUserEnabledMkldnn(nint context, [MarshalAs(UnmanagedType.U1)] bool isEnabled);

    [LibraryImport(Torch, EntryPoint = "_ZN2at7Context20setUserEnabledNNPACKEb")]
    private static partial void SetUserEnabledNnpack(nint context, [MarshalAs(UnmanagedType.U1)] bool isEnabled);
}

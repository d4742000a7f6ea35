using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Microsoft.ML.Data;
using Microsoft.ML.Vae.Interop;
using SkiaSharp;
using TorchSharp;
using NativeLibrary = Microsoft.ML.Vae.Interop.NativeLibrary;
using static System.FormattableString;

namespace Microsoft.ML.Vae.Tool.Checkup;

/// <summary>Looks at everything that a fit needs.</summary>
internal static class Doctor
{
    private const double Mebi = 1 << 20;

    public static IEnumerable<Finding> Examine(MLContext context)
    {
        yield return new("vae", $"{VersionOf(typeof(Doctor).Assembly)}, library {VersionOf(typeof(VaeTransformer).Assembly)}");
        yield return new("system", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.RuntimeIdentifier}, "
            + RuntimeInformation.FrameworkDescription);
        yield return new("packages", $"Microsoft.ML {VersionOf(typeof(MLContext).Assembly)}, "
            + $"TorchSharp {VersionOf(typeof(torch).Assembly)}");
        yield return Images();
        yield return Memory();
        yield return Processor();
        var native = Native(context);
        yield return native;
        if (native.IsGood == false)
            yield break;
        yield return new("threads", Invariant($"torch uses {torch.get_num_threads()} of {Environment.ProcessorCount} processors ")
            + "(OMP_NUM_THREADS sets another number)");
        yield return Cuda();
        yield return Precision.OfConvolution();
        if (Convolutions.AreReplaced)
            yield return new("oneDNN", "its convolutions are wrong on this processor: torch's own, which are slower, take their place");
        yield return Precision.OfGroupNorm();
    }

    private static Finding Native(MLContext context)
    {
        try
        {
            NativeLibrary.Require(context);
            Convolutions.Prepare(haveUsualChannels: false);
            return new("libtorch", $"{torch.__version__} loads", IsGood: true);
        }
        catch (InvalidOperationException e)
        {
            return new("libtorch", e.Message, IsGood: false);
        }
    }

    private static Finding Images()
    {
        try
        {
            using var image = MLImage.CreateFromPixels(1, 1, MLPixelFormat.Bgra32, [0, 0, 0, 255]);
            return new("images", $"SkiaSharp {VersionOf(typeof(SKBitmap).Assembly)}, native {SkiaSharpVersion.Native}", IsGood: true);
        }
        catch (Exception e) when (e is TypeInitializationException or DllNotFoundException or MissingMemberException or TypeLoadException)
        {
            var reason = e.GetBaseException().Message;
            return new("images", $"SkiaSharp {VersionOf(typeof(SKBitmap).Assembly)} does not work: {reason}", IsGood: false);
        }
    }

    private static Finding Memory()
    {
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return new("memory", Invariant($"{available / Mebi:N0} MB for this process, {Environment.WorkingSet / Mebi:N0} MB in use"));
    }

    private static Finding Processor()
    {
        (string Name, bool IsThere)[] features =
        [
            ("AVX2", Avx2.IsSupported), ("AVX-512", Avx512F.IsSupported), ("AVX512_BF16", HasBFloat16),
            ("NEON", System.Runtime.Intrinsics.Arm.AdvSimd.IsSupported),
        ];
        string[] there = [.. features.Where(feature => feature.IsThere).Select(feature => feature.Name)];
        string[] lacking = [.. features.SkipLast(1).Where(feature => !feature.IsThere).Select(feature => feature.Name)];
        var text = there.Length > 0 ? string.Join(", ", there) : "no vector instructions that matter";
        return new("processor", $"{RuntimeInformation.ProcessArchitecture}: {text}"
            + (X86Base.IsSupported && lacking.Length > 0 ? $"; not {string.Join(", ", lacking)}" : ""));
    }

    private static bool HasBFloat16 => X86Base.IsSupported && X86Base.CpuId(0, 0).Eax >= 7 && X86Base.CpuId(7, 0).Eax >= 1
        && (X86Base.CpuId(7, 1).Eax >> 5 & 1) == 1;

    private static Finding Cuda() => torch.cuda.is_available()
        ? new("CUDA", Invariant($"{torch.cuda.device_count()} devices"), IsGood: true)
        : new("CUDA", "not there, or not in this build of torch; vae trains on the processor");

    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+', '-')[0]
        ?? assembly.GetName().Version!.ToString();
}

using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Microsoft.ML.Vae.Interop;

/// <summary>The native library under TorchSharp, which the application has to bring for its system.</summary>
internal static partial class NativeLibrary
{
    /// <summary>The one version that only the loader asks for: see VaePipeline.targets.</summary>
    private const string UnneededVersion = "GLIBCXX_3.4.32";

    /// <summary>Loads it, unless it is loaded.</summary>
    /// <exception cref="InvalidOperationException">It is missing, does not go with TorchSharp, or does not load on this system.</exception>
    public static void Require(IExceptionContext context)
    {
        // TorchSharp would copy the same files, 1 GB, from the package cache into the application's folder, only to be refused again.
        if (OperatingSystem.IsLinux() && LoaderError() is { } error && Versions().IsMatch(error.Message))
            throw context.Except(error, Remedy(error.Message));
        try
        {
            _ = torch.get_num_threads();   // as good as any call
        }
        catch (Exception exception)
            when (exception.GetBaseException() is NotSupportedException or TypeLoadException or BadImageFormatException)
        {
            throw context.Except(exception, Remedy((LoaderError() ?? exception.GetBaseException()).Message));
        }
    }

    /// <summary>What to do, by what the loader says.</summary>
    public static string Remedy(string loaderMessage)
    {
        string version = typeof(torch).Assembly.GetName().Version?.ToString(3) ?? "";
        string[] missing = [.. Versions().Matches(loaderMessage).Select(match => match.Value).Distinct()];
        string remedy = missing switch
        {
            [] => MissingPackage(version),
            [UnneededVersion] => $"The C++ runtime of this system is older than TorchSharp {version} was built with. "
                + "Set <VaeRelaxLibstdcxx>true</VaeRelaxLibstdcxx> in the application's project file and build it again.",
            _ => $"This system is too old for TorchSharp {version}: "
                + $"it lacks {string.Join(", ", missing.Where(name => name != UnneededVersion))}. "
                + "Use one with glibc 2.34 and the C++ runtime of GCC 12, or later, such as Debian 12 or Ubuntu 22.04.",
        };
        return $"{remedy} The loader says: {Words(loaderMessage)}";
    }

    private static string MissingPackage(string version)
    {
        string system = RuntimeInformation.RuntimeIdentifier;
        string? gpu = OperatingSystem.IsLinux() ? "TorchSharp-cuda-linux"
            : OperatingSystem.IsWindows() ? "TorchSharp-cuda-windows"
            : null;
        return $"TorchSharp's native library for {system} is missing, or is not the one that TorchSharp {version} needs. "
            + $"Reference the package TorchSharp-cpu{(gpu is null ? "" : $", or {gpu} for an NVIDIA GPU,")} "
            + "of that very version in the application.";
    }

    // TorchSharp's own message does not include the loader's.
    private static DllNotFoundException? LoaderError()
    {
        try
        {
            System.Runtime.InteropServices.NativeLibrary.Load("LibTorchSharp", typeof(torch).Assembly, searchPath: null);
            return null;
        }
        catch (DllNotFoundException error)
        {
            return error;
        }
    }

    /// <summary>The loader tries a dozen names; what matters is the line about a file that exists, or about one that it needs.</summary>
    private static string Words(string loaderMessage)
    {
        string[] lines = loaderMessage.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        string[] telling = [.. lines.Skip(1).Where(line => !TriedName().IsMatch(line))];
        return telling.Length == 0 ? lines[0] : string.Join("; ", telling);
    }

    [GeneratedRegex(@"\b(GLIBCXX|GLIBC|CXXABI|GCC)_[0-9.]+[0-9]")]
    private static partial Regex Versions();

    [GeneratedRegex(@"LibTorchSharp(\.so)?: cannot open shared object file")]
    private static partial Regex TriedName();
}

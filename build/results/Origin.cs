using System.Reflection;
using System.Runtime.InteropServices;
using TorchSharp;

namespace Microsoft.ML.Vae.Results;

/// <summary>What the numbers were measured on: the packages, or what stands in for them, and the machine.</summary>
internal static class Origin
{
    public static string Describe()
    {
        string stack = typeof(Origin).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "VaeStack").Value!;
        string packages = stack == "nuget" ? $"Microsoft.ML {Version(typeof(MLContext))} and TorchSharp {Version(typeof(torch))}" : $"the {stack} stack";
        return FormattableString.Invariant(
            $"{packages}, {RuntimeInformation.RuntimeIdentifier}, {Environment.ProcessorCount} processors, {torch.get_num_threads()} torch threads");
    }

    private static string Version(Type type) =>
        type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? $"{type.Assembly.GetName().Version}";
}

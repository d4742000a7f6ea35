using System.Reflection;
using System.Runtime.InteropServices;
using TorchSharp;

namespace Microsoft.ML.Vae.Results;

/// <summary>What the numbers were measured on: the packages and the machine.</summary>
internal static class Origin
{
    public static string Describe() => FormattableString.Invariant(
        $"Microsoft.ML {Version(typeof(MLContext))}, TorchSharp {Version(typeof(torch))}, {RuntimeInformation.RuntimeIdentifier}, ") +
        FormattableString.Invariant($"{Environment.ProcessorCount} processors, {torch.get_num_threads()} torch threads");

    private static string Version(Type type) =>
        type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? $"{type.Assembly.GetName().Version}";
}

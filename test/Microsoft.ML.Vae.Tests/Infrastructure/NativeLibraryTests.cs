using System.Runtime.InteropServices;
using Shouldly;
using Xunit;

namespace Microsoft.ML.Vae.Tests.Infrastructure;

/// <summary>An application that lacks TorchSharp's native library, or has another one in its place.</summary>
[Trait("case", "41")]
public sealed class NativeLibraryTests : IDisposable
{
    private readonly TemporaryFolder _application = new();

    public NativeLibraryTests()
    {
        string here = Path.GetDirectoryName(typeof(NativeLibraryTests).Assembly.Location)!;
        foreach (string file in Directory.EnumerateFiles(here).Where(IsManaged))
            File.Copy(file, _application[Path.GetFileName(file)]);
    }

    [Fact]
    public void Fit_WithItsNativeLibrary_Succeeds() =>
        ChildProcess.Start([nameof(FirstUseProcess)]).ShouldBe(["fit 0", FirstUseProcess.Fitted, "fit 1", FirstUseProcess.Fitted]);

    [Fact]
    public void Fit_NoNativeLibrary_SaysWhichPackageToAdd() => ShouldNamePackages(Run());

    [Fact]
    public void Fit_FileThatIsNoLibrary_SaysWhichPackageToAdd()
    {
        File.WriteAllText(_application["libLibTorchSharp.so"], "not a library");

        ShouldNamePackages(Run());
    }

    /// <summary>A library that loads but is another one, as a version without the calls that are made.</summary>
    [Fact]
    public void Fit_AnotherLibraryInItsPlace_FailsWithoutACrash()
    {
        File.Copy(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "libSystem.Native.so"), _application["libLibTorchSharp.so"]);

        string[] lines = Run();

        lines.ShouldNotContain(FirstUseProcess.Fitted);
        lines.Count(line => line.StartsWith("fit ", StringComparison.Ordinal)).ShouldBe(2);
        lines[^1].ShouldContain("|");
    }

    public void Dispose() => _application.Dispose();

    /// <summary>Without the list of dependencies the host takes what lies in the folder.</summary>
    private static bool IsManaged(string file) =>
        file.EndsWith(".dll", StringComparison.Ordinal) || file.EndsWith(".runtimeconfig.json", StringComparison.Ordinal);

    private string[] Run() => ChildProcess.Start([nameof(FirstUseProcess)], _application.FullName);

    private static void ShouldNamePackages(string[] lines)
    {
        lines.ShouldNotContain(FirstUseProcess.Fitted);
        int second = Array.IndexOf(lines, "fit 1");
        foreach (string innermost in new[] { lines[second - 1], lines[^1] })
        {
            innermost.ShouldStartWith("System.NotSupportedException|");
            innermost.ShouldContain("TorchSharp-cpu");
        }
    }
}

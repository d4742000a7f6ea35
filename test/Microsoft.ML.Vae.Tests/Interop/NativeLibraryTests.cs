using System.Runtime.InteropServices;
using Microsoft.ML.Vae.Interop;
using NativeLibrary = Microsoft.ML.Vae.Interop.NativeLibrary;

namespace Microsoft.ML.Vae.Tests.Interop;

/// <summary>An application that lacks TorchSharp's native library, or has another one in its place.</summary>
[Trait("case", "41")]
public sealed class NativeLibraryTests : IDisposable
{
    private const string Library = "libLibTorchSharp.so";

    private readonly TemporaryFolder _application = new();

    public NativeLibraryTests()
    {
        string here = Path.GetDirectoryName(typeof(NativeLibraryTests).Assembly.Location)!;
        foreach (string file in Directory.EnumerateFiles(here).Where(IsManaged))
            File.Copy(file, _application[Path.GetFileName(file)]);
        using TinyModel model = TinyModel.Create();
        new MLContext().Model.Save(model.Transformer, TestImages.View(1).Schema, _application["model.zip"]);
    }

    [Fact]
    public void EveryUse_WithTheNativeLibrary_Succeeds() =>
        Run(folder: null).ShouldBe(FirstUseProcess.Uses.SelectMany(use => new[] { use, FirstUseProcess.Done }));

    [Fact]
    public void EveryUse_NoNativeLibrary_NamesThePackage() => ShouldNameThePackage(Run(_application.FullName));

    [Fact]
    public void EveryUse_FileThatIsNoLibrary_NamesThePackage()
    {
        File.WriteAllText(_application[Library], "not a library");

        ShouldNameThePackage(Run(_application.FullName));
    }

    /// <summary>It loads, but has not the calls that are made, as one of another version.</summary>
    [Fact]
    public void EveryUse_AnotherLibraryInItsPlace_NamesThePackage()
    {
        File.Copy(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "libSystem.Native.so"), _application[Library]);

        ShouldNameThePackage(Run(_application.FullName));
    }

    public static TheoryData<string, string, string> Refusals => new()
    {
        {
            "/app/LibTorchSharp.so: cannot open shared object file: No such file or directory\n"
                + "/lib/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by /app/libLibTorchSharp.so)\n"
                + "/app/libLibTorchSharp: cannot open shared object file: No such file or directory\n",
            "Set <VaeRelaxLibstdcxx>true</VaeRelaxLibstdcxx> in the application's project file",
            "/lib/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by /app/libLibTorchSharp.so)"
        },
        {
            "/lib/libstdc++.so.6: version `GLIBCXX_3.4.30' not found (required by /app/libLibTorchSharp.so)",
            "This system is too old for TorchSharp 0.107.0: it lacks GLIBCXX_3.4.30.",
            "/lib/libstdc++.so.6: version `GLIBCXX_3.4.30' not found (required by /app/libLibTorchSharp.so)"
        },
        {
            "/lib/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by /app/libLibTorchSharp.so)\n"
                + "/lib/libc.so.6: version `GLIBC_2.34' not found (required by /app/libLibTorchSharp.so)",
            "This system is too old for TorchSharp 0.107.0: it lacks GLIBC_2.34.",
            "/lib/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by /app/libLibTorchSharp.so); "
                + "/lib/libc.so.6: version `GLIBC_2.34' not found (required by /app/libLibTorchSharp.so)"
        },
        {
            "libtorch.so: cannot open shared object file: No such file or directory\n"
                + "/app/libLibTorchSharp: cannot open shared object file: No such file or directory",
            "Reference the package TorchSharp-cpu",
            "libtorch.so: cannot open shared object file: No such file or directory"
        },
        {
            "/app/libLibTorchSharp.so: undefined symbol: _Znot_there", "of that very version",
            "/app/libLibTorchSharp.so: undefined symbol: _Znot_there"
        },
        {
            "/app/libLibTorchSharp.so: cannot open shared object file: No such file or directory", "Reference the package TorchSharp-cpu",
            "Unable to load shared library 'LibTorchSharp' or one of its dependencies."
        },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Remedy_OfALoadersMessage_SaysWhichAppliesInItsWords(string lines, string remedy, string words)
    {
        string got = NativeLibrary.Remedy($"Unable to load shared library 'LibTorchSharp' or one of its dependencies.\n{lines}");

        got.ShouldContain(remedy);
        got.ShouldEndWith($" The loader says: {words}");
    }

    public void Dispose() => _application.Dispose();

    /// <summary>Without the list of dependencies the host takes what lies in the folder.</summary>
    private static bool IsManaged(string file) =>
        file.EndsWith(".dll", StringComparison.Ordinal) || file.EndsWith(".runtimeconfig.json", StringComparison.Ordinal);

    private string[] Run(string? folder) => ChildProcess.Start([nameof(FirstUseProcess), _application["model.zip"]], folder);

    private static void ShouldNameThePackage(string[] lines)
    {
        lines.ShouldNotContain(FirstUseProcess.Done);
        string version = typeof(global::TorchSharp.torch).Assembly.GetName().Version!.ToString(3);
        string remedy = $"TorchSharp's native library for {RuntimeInformation.RuntimeIdentifier} is missing, or is not the one that TorchSharp {version} needs. "
            + "Reference the package TorchSharp-cpu, or TorchSharp-cuda-linux for an NVIDIA GPU, of that very version in the application.";
        foreach (string use in FirstUseProcess.Uses)
        {
            string[] chain = [.. lines.SkipWhile(line => line != use).Skip(1).TakeWhile(line => !FirstUseProcess.Uses.Contains(line))];
            chain.Count(line => line.StartsWith("System.InvalidOperationException|", StringComparison.Ordinal) && line.Contains(remedy)).ShouldBe(1, use);
        }
        lines.First(line => line.Contains("Exception|")).ShouldContain(remedy);   // of a fit it is the outermost one; Model.Load wraps it
    }
}

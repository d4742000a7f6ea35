using System.Runtime.InteropServices;

namespace Microsoft.ML.Vae.Tests.Fixtures;

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

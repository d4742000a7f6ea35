using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Packaging.Tests;

/// <summary>The command as a user installs it, from a folder of packages.</summary>
[Trait("kind", "packaging")]
public sealed class ToolPackageTests : IDisposable
{
    private readonly string _version = string.Create(CultureInfo.InvariantCulture, $"0.0.0-test.{DateTime.UtcNow.Ticks}");
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("vae-tool-");

    [Fact]
    public void InstalledTool_OfItsPackages_WorksOnThisMachine()
    {
        string packages = _root.CreateSubdirectory("packages").FullName, tools = Path.Combine(_root.FullName, "tools");
        string system = RuntimeInformation.RuntimeIdentifier;
        Dotnet.Build(_root.FullName, "pack", PackedApplication.Setting("ToolProject"), "-c", PackedApplication.Setting("Configuration"), "-o", packages,
            $"-p:PackageVersion={_version}", $"-p:ToolPackageRuntimeIdentifiers={system}");

        Directory.GetFiles(packages).Select(Path.GetFileName).ShouldBe(
            [$"VaePipeline.Tool.{_version}.nupkg", $"VaePipeline.Tool.{system}.{_version}.nupkg"], ignoreOrder: true);
        Dotnet.Run(Dotnet.Path, _root.FullName,
            "tool", "install", "VaePipeline.Tool", "--version", _version, "--tool-path", tools, "--source", packages);
        string report = Dotnet.Run(Path.Combine(tools, OperatingSystem.IsWindows() ? "vae.exe" : "vae"), _root.FullName, "doctor", "--json");

        JsonDocument.Parse(report).RootElement.GetProperty("isGood").GetBoolean().ShouldBeTrue(report);
    }

    public void Dispose() => _root.Delete(recursive: true);
}

using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Packaging.Tests;

/// <summary>
/// The packages, made of what was built with these tests, and an application outside the tree that references the library. Their version is new at
/// every run, so that no package in the cache can be taken for them, and is removed from the cache in the end.
/// </summary>
public sealed class PackedApplication : IDisposable
{
    private readonly string _version = string.Create(CultureInfo.InvariantCulture, $"0.0.0-test.{DateTime.UtcNow.Ticks}");
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("vae-package-");
    private readonly string _folder;
    private readonly string _built;

    public PackedApplication()
    {
        Packages = _root.CreateSubdirectory("packages").FullName;
        _folder = _root.CreateSubdirectory("application").FullName;
        _built = Path.Combine(_root.FullName, "built");
        try
        {
            string[] pack = ["--no-build", "-c", Setting("Configuration"), "-o", Packages, $"-p:PackageVersion={_version}"];
            Dotnet.Build(_root.FullName, "pack", [Setting("LibraryProject"), .. pack]);
            Dotnet.Build(_root.FullName, "pack", [Setting("VisualsProject"), .. pack]);
            Dotnet.Build(_root.FullName, "pack", [Setting("MpiProject"), .. pack]);
            Dotnet.Build(_root.FullName, "pack", [Setting("ParquetProject"), .. pack]);
            foreach (string file in Directory.GetFiles(Setting("Application")))
                File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
            BuildOutput = Build("build", "-f", "net10.0", "-o", _built);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The folder with the packages.</summary>
    public string Packages { get; }

    public string BuildOutput { get; }

    public string Run() => Dotnet.Run(Dotnet.Path, _built, Path.Combine(_built, "Application.dll"));

    /// <summary>Publishes for a framework and runs what came out.</summary>
    public string PublishAndRun(string framework, bool isSelfContained, params string[] properties)
    {
        string output = Path.Combine(_root.FullName, framework);
        Build("publish", ["--no-restore", "-f", framework, "-o", output, .. properties]);
        return isSelfContained
            ? Dotnet.Run(Path.Combine(output, OperatingSystem.IsWindows() ? "Application.exe" : "Application"), output)
            : Dotnet.Run(Dotnet.Path, output, Path.Combine(output, "Application.dll"));
    }

    /// <summary>A file of a package in the cache.</summary>
    public string CachedFile(params string[] path) => Path.Combine([Cache() ?? "", .. path]);

    public void Dispose()
    {
        if (Cache() is { } cache && Path.Combine(cache, "vaepipeline", _version) is var package && Directory.Exists(package))
            Directory.Delete(package, recursive: true);
        _root.Delete(recursive: true);
    }

    private string Build(string command, params string[] arguments) => Dotnet.Build(_folder, command,
    [
        .. arguments, "-c", "Release", $"-p:PackageUnderTest={_version}", $"-p:PackageFolder={Packages}",
        $"-p:TorchSharpVersion={Setting("TorchSharpVersion")}",
    ]);

    /// <summary>The folder of the package cache, which the restore wrote down.</summary>
    private string? Cache()
    {
        string assets = Path.Combine(_folder, "obj", "project.assets.json");
        if (!File.Exists(assets))
            return null;
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(assets));
        return json.RootElement.GetProperty("packageFolders").EnumerateObject().First().Name;
    }

    internal static string Setting(string name) => typeof(PackedApplication).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(setting => setting.Key == name).Value!;
}

using System.IO.Compression;
using System.Xml.Linq;
using Relaxing;

namespace Packaging.Tests;

[Trait("kind", "packaging")]
public sealed class PackageTests(PackedApplication application) : IClassFixture<PackedApplication>
{
    private const string WithoutReflection = "-p:JsonSerializerIsReflectionEnabledByDefault=false";

    [Fact]
    public void Pack_OfTheLibrary_HoldsWhatTheGalleryShows()
    {
        using ZipArchive package = Open("VaePipeline", "nupkg");
        using ZipArchive symbols = Open("VaePipeline", "snupkg");

        Contents(package).ShouldBe(
        [
            "README.md", "VaePipeline.nuspec", "buildTransitive/VaePipeline.targets",
            "lib/net10.0/Microsoft.ML.Vae.dll", "lib/net10.0/Microsoft.ML.Vae.xml",
            "lib/net8.0/Microsoft.ML.Vae.dll", "lib/net8.0/Microsoft.ML.Vae.xml",
            "tools/Relaxer.dll", "tools/Relaxer.runtimeconfig.json",
        ]);
        Contents(symbols).ShouldBe(["VaePipeline.nuspec", "lib/net10.0/Microsoft.ML.Vae.pdb", "lib/net8.0/Microsoft.ML.Vae.pdb"]);
        Dictionary<string, string> metadata = Nuspec(package).Elements().ToDictionary(item => item.Name.LocalName, item => item.Value);
        (metadata["id"], metadata["license"], metadata["readme"]).ShouldBe(("VaePipeline", "MIT", "README.md"));
        metadata["description"].ShouldNotBeEmpty();
        metadata["tags"].ShouldContain("ML.NET");
    }

    [Theory]
    [InlineData("net10.0")]
    [InlineData("net8.0", "System.Text.Json 10.0.12")]
    public void Pack_OfTheLibrary_DependsOnWhatIsTestedAndNothingElse(string framework, params string[] more)
    {
        using ZipArchive package = Open("VaePipeline", "nupkg");

        XElement group = Nuspec(package).Descendants().Single(element => (string?)element.Attribute("targetFramework") == framework);

        string[] expected =
        [
            "Microsoft.ML 5.0.1", "Microsoft.ML.ImageAnalytics 5.0.1", "TorchSharp 0.107.0",
            "SkiaSharp 2.88.9", "SkiaSharp.NativeAssets.Linux.NoDependencies 2.88.9", .. more,
        ];
        group.Elements().Select(dependency => $"{(string?)dependency.Attribute("id")} {(string?)dependency.Attribute("version")}")
            .ShouldBe(expected, ignoreOrder: true);
    }

    [Fact]
    public void Pack_OfTheVisuals_HoldsTheLicenceOfItsFontAndNeedsTheSameVersionOfTheLibrary()
    {
        using ZipArchive package = Open("VaePipeline.Visuals", "nupkg");

        Contents(package).ShouldBe(
        [
            "Fonts/LICENSE.txt", "README.md", "VaePipeline.Visuals.nuspec",
            "lib/net10.0/Microsoft.ML.Vae.Visuals.dll", "lib/net10.0/Microsoft.ML.Vae.Visuals.xml",
            "lib/net8.0/Microsoft.ML.Vae.Visuals.dll", "lib/net8.0/Microsoft.ML.Vae.Visuals.xml",
        ]);
        XElement metadata = Nuspec(package);
        metadata.Elements().Single(item => item.Name.LocalName == "license").Value.ShouldBe("MIT AND OFL-1.1");
        string version = metadata.Elements().Single(item => item.Name.LocalName == "version").Value;
        foreach (XElement group in metadata.Descendants().Where(item => item.Name.LocalName == "group"))
        {
            string[] dependencies = [.. group.Elements().Select(item => $"{(string?)item.Attribute("id")} {(string?)item.Attribute("version")}")];
            foreach (string dependency in new[] { $"VaePipeline [{version}]", "OxyPlot.SkiaSharp 2.2.0", "SkiaSharp 2.88.9", "SkiaSharp.HarfBuzz 2.88.9" })
                dependencies.ShouldContain(dependency);
        }
    }

    [Fact]
    public void Pack_OfMpi_HasNoNativePartsAndNeedsTheSameVersionOfTheLibrary()
    {
        using ZipArchive package = Open("VaePipeline.Mpi", "nupkg");

        Contents(package).ShouldBe(
        [
            "README.md", "VaePipeline.Mpi.nuspec",
            "lib/net10.0/Microsoft.ML.Vae.Mpi.dll", "lib/net10.0/Microsoft.ML.Vae.Mpi.xml",
            "lib/net8.0/Microsoft.ML.Vae.Mpi.dll", "lib/net8.0/Microsoft.ML.Vae.Mpi.xml",
        ]);
        XElement metadata = Nuspec(package);
        string version = metadata.Elements().Single(item => item.Name.LocalName == "version").Value;
        foreach (XElement group in metadata.Descendants().Where(item => item.Name.LocalName == "group"))
        {
            group.Elements().Select(item => $"{(string?)item.Attribute("id")} {(string?)item.Attribute("version")}")
                .ShouldContain($"VaePipeline [{version}]");
        }
    }

    [Fact]
    public void Pack_OfParquet_NeedsTheSameVersionOfTheLibraryAndBringsTheNativeReader()
    {
        using ZipArchive package = Open("VaePipeline.Parquet", "nupkg");

        Contents(package).ShouldBe(
        [
            "README.md", "VaePipeline.Parquet.nuspec",
            "lib/net10.0/Microsoft.ML.Vae.Parquet.dll", "lib/net10.0/Microsoft.ML.Vae.Parquet.xml",
            "lib/net8.0/Microsoft.ML.Vae.Parquet.dll", "lib/net8.0/Microsoft.ML.Vae.Parquet.xml",
        ]);
        XElement metadata = Nuspec(package);
        string version = metadata.Elements().Single(item => item.Name.LocalName == "version").Value;
        foreach (XElement group in metadata.Descendants().Where(item => item.Name.LocalName == "group"))
        {
            string[] dependencies = [.. group.Elements().Select(item => $"{(string?)item.Attribute("id")} {(string?)item.Attribute("version")}")];
            dependencies.ShouldContain($"VaePipeline [{version}]");
            dependencies.ShouldContain("ParquetSharp 25.0.1.2");
        }
    }

    [Fact]
    public void Application_OfThePackage_FitsSavesAndLoads() => application.Run().ShouldBe(Line(framework: 10, isReflecting: true));

    [Fact]
    public void Build_OnAnOlderSystem_RelaxesACopySaysSoOnceAndLeavesThePackageCacheAlone()
    {
        string[] lines = application.BuildOutput.Split('\n');
        lines.Count(line => line.Contains(LibstdcxxRequirement.Version, StringComparison.Ordinal)).ShouldBe(LibstdcxxRequirement.IsMetHere() ? 0 : 1);

        // Only an untouched file can be changed.
        string cached = application.CachedFile("torchsharp", "0.107.0", "runtimes", "linux-x64", "native", "libLibTorchSharp.so");
        LibstdcxxRequirement.Relax(File.ReadAllBytes(cached)).ShouldBeTrue();
    }

    [Fact]
    public void PublishedApplication_FrameworkDependentWithoutJsonReflection_FitsWithCheckpointsSavesAndLoads() =>
        application.PublishAndRun("net10.0", isSelfContained: false, WithoutReflection).ShouldBe(Line(framework: 10, isReflecting: false));

    [Fact]
    public void PublishedApplication_SelfContainedWithoutJsonReflection_FitsWithCheckpointsSavesAndLoads() =>
        application.PublishAndRun("net8.0", isSelfContained: true, WithoutReflection, "-p:VaeRelaxLibstdcxx=true").ShouldBe(Line(framework: 8, isReflecting: false));

    private static string Line(int framework, bool isReflecting) =>
        $".NET {framework}, reflection {isReflecting}, 1 checkpoint, same latents: True{Environment.NewLine}";

    // Versions begin with 0, and so no other package's name with this one's.
    private ZipArchive Open(string id, string extension) =>
        ZipFile.OpenRead(Directory.GetFiles(application.Packages, $"{id}.0.*.{extension}").ShouldHaveSingleItem());

    /// <summary>Its files, but for those that every package has.</summary>
    private static IEnumerable<string> Contents(ZipArchive archive) => archive.Entries.Select(entry => entry.FullName)
        .Where(name => name[0] is not ('_' or '[') && !name.StartsWith("package/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    private static XElement Nuspec(ZipArchive package)
    {
        ZipArchiveEntry entry = package.Entries.Single(file => file.FullName.EndsWith(".nuspec", StringComparison.Ordinal));
        using Stream nuspec = entry.Open();
        return XDocument.Load(nuspec).Root!.Elements().Single();
    }
}

using System.IO.Compression;
using System.Xml.Linq;
using Relaxing;

namespace Packaging.Tests;

[Trait("kind", "packaging")]
public sealed class PackageTests(PackedApplication application) : IClassFixture<PackedApplication>
{
    [Fact]
    public void Pack_OfTheLibrary_HoldsWhatTheGalleryShows()
    {
        using ZipArchive package = ZipFile.OpenRead(Directory.GetFiles(application.Packages, "VaePipeline.*.nupkg").ShouldHaveSingleItem());
        using ZipArchive symbols = ZipFile.OpenRead(Directory.GetFiles(application.Packages, "VaePipeline.*.snupkg").ShouldHaveSingleItem());

        Contents(package).ShouldBe(
        [
            "README.md", "VaePipeline.nuspec", "buildTransitive/VaePipeline.targets", "lib/net10.0/Microsoft.ML.Vae.dll", "lib/net10.0/Microsoft.ML.Vae.xml",
            "lib/net8.0/Microsoft.ML.Vae.dll", "lib/net8.0/Microsoft.ML.Vae.xml", "tools/Relaxer.dll", "tools/Relaxer.runtimeconfig.json",
        ]);
        Contents(symbols).ShouldBe(["VaePipeline.nuspec", "lib/net10.0/Microsoft.ML.Vae.pdb", "lib/net8.0/Microsoft.ML.Vae.pdb"]);
        Dictionary<string, string> metadata = Nuspec(package).Elements().Where(element => !element.HasElements).ToDictionary(element => element.Name.LocalName, element => element.Value);
        (metadata["id"], metadata["license"], metadata["readme"]).ShouldBe(("VaePipeline", "MIT", "README.md"));
        metadata["description"].ShouldNotBeEmpty();
        metadata["tags"].ShouldContain("ML.NET");
    }

    [Theory]
    [InlineData("net10.0")]
    [InlineData("net8.0", "System.Text.Json 10.0.12")]
    public void Pack_OfTheLibrary_DependsOnWhatIsTestedAndNothingElse(string framework, params string[] more)
    {
        using ZipArchive package = ZipFile.OpenRead(Directory.GetFiles(application.Packages, "VaePipeline.*.nupkg").Single());

        XElement group = Nuspec(package).Descendants().Single(element => element.Name.LocalName == "group" && (string?)element.Attribute("targetFramework") == framework);

        string[] expected =
        [
            "Microsoft.ML 5.0.1", "Microsoft.ML.ImageAnalytics 5.0.1", "SkiaSharp 2.88.9", "SkiaSharp.NativeAssets.Linux.NoDependencies 2.88.9",
            "TorchSharp 0.107.0", .. more,
        ];
        group.Elements().Select(dependency => $"{(string?)dependency.Attribute("id")} {(string?)dependency.Attribute("version")}").ShouldBe(expected, ignoreOrder: true);
    }

    [Fact]
    public void Application_OfThePackage_FitsSavesAndLoads() =>
        application.Run().ShouldBe(Line(framework: 10, isReflecting: true));

    [Fact]
    public void Build_WithVaeRelaxLibstdcxx_SaysSoOnceAndLeavesThePackageCacheAlone()
    {
        application.BuildOutput.Split('\n').Count(line => line.Contains(LibstdcxxRequirement.Version, StringComparison.Ordinal)).ShouldBe(1);

        // Only an untouched file can be changed.
        byte[] cached = File.ReadAllBytes(application.CachedFile("torchsharp", "0.107.0", "runtimes", "linux-x64", "native", "libLibTorchSharp.so"));
        LibstdcxxRequirement.Relax(cached).ShouldBeTrue();
    }

    [Fact]
    public void PublishedApplication_FrameworkDependentWithoutJsonReflection_FitsWithCheckpointsSavesAndLoads() =>
        application.PublishAndRun("net10.0", isSelfContained: false, "-p:JsonSerializerIsReflectionEnabledByDefault=false")
            .ShouldBe(Line(framework: 10, isReflecting: false));

    [Fact]
    public void PublishedApplication_SelfContainedWithoutJsonReflection_FitsWithCheckpointsSavesAndLoads() =>
        application.PublishAndRun("net8.0", isSelfContained: true, "-p:JsonSerializerIsReflectionEnabledByDefault=false")
            .ShouldBe(Line(framework: 8, isReflecting: false));

    private static string Line(int framework, bool isReflecting) =>
        $".NET {framework}, reflection {isReflecting}, 1 checkpoint, same latents: True{Environment.NewLine}";

    private static string[] Contents(ZipArchive archive) => [.. archive.Entries.Select(entry => entry.FullName)
        .Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal) && name[0] != '[')
        .Order(StringComparer.Ordinal)];

    private static XElement Nuspec(ZipArchive package)
    {
        using Stream nuspec = package.GetEntry("VaePipeline.nuspec")!.Open();
        return XDocument.Load(nuspec).Root!.Elements().Single();
    }
}

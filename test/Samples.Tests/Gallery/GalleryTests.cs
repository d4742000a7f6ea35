using System.Runtime.CompilerServices;
using Microsoft.ML.Vae.Gallery;
using SkiaSharp;

namespace Microsoft.ML.Vae.Samples.Tests.Gallery;

/// <summary>docs/gallery.md shows the code that runs, and the pictures that it draws.</summary>
public sealed class GalleryTests : IDisposable
{
    private const string Remedy = "dotnet run --project build/gallery -c Release generates docs/gallery.md again";
    private const int MostLines = 5;
    private const int MostBytes = 61_440;
    private const int MostBytesOfAll = 1 << 20;

    private static readonly string _docs = Path.GetFullPath(Path.Combine(Here(), "../../../docs"));

    private readonly TemporaryFolder _folder = new();

    private static Exhibit[] Exhibits => [.. Rooms.All.SelectMany(room => room.Exhibits)];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Page_IsTheOneOfTheCode() => File.ReadAllText(Path.Combine(_docs, "gallery.md")).ShouldBe(GalleryPage.Of(Rooms.All), Remedy);

    [Fact]
    public void Page_HasAllItsPicturesAndNoOthers_InSmallFiles()
    {
        FileInfo[] files = new DirectoryInfo(Path.Combine(_docs, "gallery")).GetFiles();

        files.Select(file => file.Name).ShouldBe(Exhibits.Select(exhibit => exhibit.File), ignoreOrder: true, Remedy);
        files.Where(file => file.Length > MostBytes).ShouldBeEmpty();
        files.Sum(file => file.Length).ShouldBeLessThanOrEqualTo(MostBytesOfAll);
    }

    [Fact]
    public void Code_OfEveryPicture_IsShortAndNamesItsFile() => Exhibits.ShouldAllBe(exhibit =>
        exhibit.Code.Split('\n', StringSplitOptions.None).Length <= MostLines && exhibit.Code.Contains($"\"{exhibit.File}\""));

    [Theory]
    [InlineData("(model, rows) => model.Draw(rows)", "model.Draw(rows);")]
    [InlineData("x => x\n            .One()\n                .Two()", "x\n    .One()\n        .Two();")]
    public void BodyOf_Lambda_IsItsCodeAsAStatement(string lambda, string expected) => SourceText.BodyOf(lambda).ShouldBe(expected);

    [Fact]
    public void Draw_FewDigits_WritesEveryPicture()
    {
        string before = Directory.GetCurrentDirectory();

        GalleryRun.Draw(Rooms.All, _folder.FullName, new GallerySize(TrainCount: 600, TestCount: 120, Epochs: 2), TextWriter.Null);

        Directory.GetCurrentDirectory().ShouldBe(before);
        foreach (Exhibit exhibit in Exhibits)
        {
            using SKCodec picture = SKCodec.Create(_folder[exhibit.File]);
            (picture.FrameCount > 1).ShouldBe(exhibit.File.EndsWith(".gif", StringComparison.Ordinal), exhibit.File);
            picture.Info.Width.ShouldBeInRange(84, 800, exhibit.File);   // 28 × 3 pixels, alone in a frame
        }
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}

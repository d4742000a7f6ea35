using SkiaSharp;

namespace Microsoft.ML.Vae.Tool.Tests.Commands;

[Collection(SharedModels.Name)]
public sealed class PictureCommandTests(TrainedModels models) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Sample_ModelOfImages_DrawsThem()
    {
        Cli.Succeed("sample", models.PhotoModel, "-o", _folder["s.png"], "--count", "9").ShouldContain("9 samples");

        using SKBitmap image = SKBitmap.Decode(_folder["s.png"]);
        image.Width.ShouldBeGreaterThan(3 * 16);
    }

    [Fact]
    public void Sample_ModelOfATable_WritesRows()
    {
        Cli.Succeed("sample", models.TableModel, "-o", _folder["s.csv"], "--count", "5");

        string[] lines = File.ReadAllLines(_folder["s.csv"]);
        lines.Length.ShouldBe(6);
        lines[0].ShouldBe("Weight,Price,IsOdd,Level.low,Level.high");
    }

    [Fact]
    public void Sample_FileOfTheWrongKind_SaysWhich() => Cli.Fail("sample", models.TableModel, "-o", _folder["s.png"])
        .ShouldBe($"--output is '{_folder["s.png"]}'; must end with .csv, as this model makes rows of numbers.");

    [Fact]
    public void Sample_MoreThanAPictureHolds_SaysHowMany() =>
        Cli.Fail("sample", models.PhotoModel, "-o", _folder["s.png"], "--count", "5000").ShouldBe("count is 5000; must be in [1, 4096].");

    [Fact]
    public void Interpolate_AsPngAndGif_DrawsBoth()
    {
        Cli.Succeed("interpolate", models.MNISTModel, models.MNIST, "-o", _folder["i.png"], "--rows", "3", "--steps", "5");
        Cli.Succeed("interpolate", models.PhotoModel, models.Photos, "-o", _folder["i.gif"], "--rows", "2", "--steps", "4", "--spherical");

        using SKBitmap image = SKBitmap.Decode(_folder["i.png"]);
        image.Width.ShouldBeGreaterThan(5 * 28);
        using SKCodec animation = SKCodec.Create(_folder["i.gif"]);
        animation.FrameCount.ShouldBeGreaterThanOrEqualTo(4);
    }

    [Fact]
    public void Traverse_MoreDimensionsThanThereAre_DrawsAll()
    {
        Cli.Succeed("traverse", models.PhotoModel, "-o", _folder["t.png"], "--dimensions", "50", "--steps", "3");
        Cli.Succeed("traverse", models.MNISTModel, "--data", models.MNIST, "-o", _folder["u.png"]);

        using SKBitmap image = SKBitmap.Decode(_folder["t.png"]);
        image.Height.ShouldBeGreaterThan(4 * 16);
        File.Exists(_folder["u.png"]).ShouldBeTrue();
    }

    [Fact]
    public void Tsne_RowsWithClasses_NamesThemInTheChart()
    {
        Cli.Succeed("tsne", models.PhotoModel, models.Photos, "-o", _folder["t.svg"]);

        string svg = File.ReadAllText(_folder["t.svg"]);
        svg.ShouldContain("discs");
        svg.ShouldContain("squares");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Report_OfImagesOrATable_IsOnePage(bool ofImages)
    {
        (string model, string data) = ofImages ? (models.PhotoModel, models.Photos) : (models.TableModel, models.Table);

        Cli.Succeed("report", model, data, "-o", _folder["report.html"], "--no-tsne").ShouldContain("wrote ");

        string page = File.ReadAllText(_folder["report.html"]);
        page.ShouldContain($"{Path.GetFileName(model)} on ");
        page.ShouldContain("<svg");
    }

    [Theory]
    [InlineData("traverse")]
    [InlineData("interpolate")]
    public void Draw_ModelWithoutImages_SaysSo(string command)
    {
        string[] data = command == "interpolate" ? [models.Table] : [];

        Cli.Fail([command, models.TableModel, .. data, "-o", _folder["x.png"]]).ShouldBe(
            $"The model '{models.TableModel}' makes no images, so that there is nothing to draw; vae explore shows the numbers that it decodes.");
    }

    [Fact]
    public void Tsne_ThreeRows_SaysThatFourAreNeeded()
    {
        File.WriteAllLines(_folder["three.csv"], File.ReadLines(models.Table).Take(4));
        File.WriteAllLines(_folder["four.csv"], File.ReadLines(models.Table).Take(5));

        Cli.Fail("tsne", models.TableModel, _folder["three.csv"], "-o", _folder["t.png"])
            .ShouldBe($"A map by t-SNE needs at least 4 rows; '{_folder["three.csv"]}' has fewer.");
        Cli.Succeed("tsne", models.TableModel, _folder["four.csv"], "-o", _folder["t.png"]);
    }
}

using Microsoft.ML.Data;
using Microsoft.ML.Vae.Samples;
using Microsoft.ML.Vae.Samples.Digits.Drawing;
using Microsoft.ML.Vae.Samples.ImageFolder;
using Microsoft.ML.Vae.Shared.Commands;

namespace Microsoft.ML.Vae.Samples.Tests.Commands;

public sealed class ImagesCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RecordingConsole _console = new(isTerminal: false);

    public void Dispose()
    {
        _folder.Dispose();
        _console.Dispose();
    }

    [Fact]
    public void Run_FolderOfJpegs_SortsThemAndWritesPicturesAndAModel()
    {
        string digits = DigitJpegs.Ensure(_folder.FullName, seed: 1, count: 60);
        File.WriteAllText(Path.Combine(digits, "notes.txt"), "no image");

        Run(digits).ShouldBe(0);

        _console.Text.ShouldContain("60 image files");
        _console.Text.ShouldContain("group 3:");
        _console.Text.ShouldContain("least like the others:");
        File.Exists(_folder["out/model.zip"]).ShouldBeTrue();
        File.ReadAllText(_folder["out/report.html"]).ShouldContain("<h3>Samples by epoch</h3>");
        foreach (string picture in MainCommandTests.Pictures)
        {
            using MLImage image = MLImage.CreateFromFile(_folder["out/" + picture]);
            image.Width.ShouldBeGreaterThan(200, picture);
        }
    }

    [Fact]
    public void Run_ThreeFiles_DrawsWhatItCanAndTellsTheRest()
    {
        Run(DigitJpegs.Ensure(_folder.FullName, seed: 1, count: 3)).ShouldBe(0);

        _console.Text.ShouldContain("no tsne.png: The data has 3 rows; t-SNE needs at least 4.");
        File.Exists(_folder["out/traversals.png"]).ShouldBeTrue();
    }

    [Fact]
    public void Run_BrokenFileAmongThem_IsToldInASentence()
    {
        string digits = DigitJpegs.Ensure(_folder.FullName, seed: 1, count: 5);
        File.WriteAllText(Path.Combine(digits, "zzz.png"), "no image");
        using var error = new StringWriter();

        SampleApp.Run(["images", digits, "--output", _folder["out"]], _console.Console, error).ShouldBe(UserError.Failure);

        error.ToString().ShouldStartWith($"error: Column 'Image': file '{Path.Combine(digits, "zzz.png")}' cannot be loaded: it is not an image");
        error.ToString().Trim().ShouldNotContain("\n");
    }

    [Fact]
    public void Run_FolderWithoutImages_SaysSo() =>
        Should.Throw<FileNotFoundException>(() => Run(_folder.FullName)).Message.ShouldStartWith("No .jpg, .jpeg, .png, .bmp files in ");

    private int Run(string folder) => new ImagesCommand(_console.Console, new ImagesOptions
    {
        Folder = folder,
        Side = 20,
        Epochs = 2,
        LatentDimension = 3,
        Clusters = 3,
        OutputFolder = _folder["out"],
    }).Run();
}

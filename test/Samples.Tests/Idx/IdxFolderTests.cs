using Microsoft.ML.Vae.Shared.Idx;

namespace Microsoft.ML.Vae.Samples.Tests.Idx;

public class IdxFolderTests
{
    private static readonly string[] _names =
        ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];

    [Fact]
    public void Save_ThenLoad_SameImages()
    {
        using var folder = Sample();

        var images = IdxFolder.Load(folder.FullName);

        Directory.GetFiles(folder.FullName).Select(Path.GetFileName).ShouldBe(_names, ignoreOrder: true);
        (images.Train.Count, images.Train.Height, images.Train.Width).ShouldBe((2, 1, 3));
        images.Train[1].ToArray().ShouldBe([4, 5, 6]);
        images.Train.Labels.ShouldBe([8, 9]);
        images.Test[0].ToArray().ShouldBe([7, 8, 9]);
    }

    [Fact]
    public void Load_NamesWithDots_Found()
    {
        using var folder = Sample();
        foreach (var name in _names)
            File.Move(folder[name], folder[name.Replace("-idx", ".idx", StringComparison.Ordinal)]);

        IdxFolder.Load(folder.FullName).Train.Count.ShouldBe(2);
    }

    [Fact]
    public void Load_NoFolder_NamesIt() =>
        Should.Throw<DirectoryNotFoundException>(() => IdxFolder.Load("no-such-folder")).Message.ShouldContain("no-such-folder");

    [Theory]
    [MemberData(nameof(Names))]
    public void Load_AFileIsMissing_NamesFolderAndFile(string name)
    {
        using var folder = Sample();
        File.Delete(folder[name]);

        var error = Should.Throw<FileNotFoundException>(() => IdxFolder.Load(folder.FullName));

        error.Message.ShouldContain(folder.FullName);
        error.Message.ShouldContain(name);
    }

    [Fact]
    public void Load_OneLabelTooFew_Refused()
    {
        using var folder = Sample();
        IdxWriter.Write(folder["train-labels-idx1-ubyte"], (ReadOnlySpan<byte>)[8], 1);

        Should.Throw<FormatException>(() => IdxFolder.Load(folder.FullName))
            .Message.ShouldContain("train-labels-idx1-ubyte' is not a usable IDX file: expected 2 labels, one for each image, got 1.");
    }

    [Fact]
    public void Load_TestImagesOfAnotherSize_Refused()
    {
        using var folder = Sample();
        IdxWriter.Write(folder["t10k-images-idx3-ubyte"], (ReadOnlySpan<byte>)[8, 9], 1, 2, 1);

        Should.Throw<FormatException>(() => IdxFolder.Load(folder.FullName))
            .Message.ShouldContain("expected images of 1 x 3 as in the training set, got 2 x 1.");
    }

    [Fact]
    public void Load_NoImages_Refused()
    {
        using var folder = Sample();
        IdxWriter.Write(folder["t10k-images-idx3-ubyte"], (ReadOnlySpan<byte>)[], 0, 1, 3);
        IdxWriter.Write(folder["t10k-labels-idx1-ubyte"], (ReadOnlySpan<byte>)[], 0);

        Should.Throw<FormatException>(() => IdxFolder.Load(folder.FullName)).Message.ShouldContain("got 0 x 1 x 3.");
    }

    [Fact]
    public void Take_FewerThanThereAre_TheFirst()
    {
        using var folder = Sample();

        var images = IdxFolder.Load(folder.FullName).Train.Take(1);

        images.Labels.ShouldBe([8]);
        images.AllPixels.ToArray().ShouldBe([1, 2, 3]);
    }

    public static TheoryData<string> Names() => [.. _names];

    private static TemporaryFolder Sample()
    {
        var folder = new TemporaryFolder();
        new IdxFolder(
            new LabelledImages(1, 3, [1, 2, 3, 4, 5, 6], [8, 9]),
            new LabelledImages(1, 3, [7, 8, 9], [1])).Save(folder.FullName);
        return folder;
    }
}

using Microsoft.ML.Vae.Samples.Digits.Drawing;
using Microsoft.ML.Vae.Shared.Idx;

namespace Microsoft.ML.Vae.Samples.Tests.Digits;

public class DigitFolderTests
{
    [Fact]
    public void Ensure_EmptyRoot_WritesWhatTheGeneratorDraws()
    {
        using var root = new TemporaryFolder();

        var images = IdxFolder.Load(DigitFolder.Ensure(root.FullName, seed: 5, trainCount: 30, testCount: 10));

        var (pixels, labels) = new DigitGenerator(5).Draw(0, 40);
        images.Train.AllPixels.ToArray().Concat(images.Test.AllPixels.ToArray()).ShouldBe(pixels);
        images.Train.Labels.Concat(images.Test.Labels).ShouldBe(labels);
    }

    [Fact]
    public void Ensure_SecondTime_KeepsTheFiles()
    {
        using var root = new TemporaryFolder();
        var folder = DigitFolder.Ensure(root.FullName, seed: 5, trainCount: 3, testCount: 1);
        var times = Directory.GetFiles(folder).ToDictionary(file => file, File.GetLastWriteTimeUtc);

        DigitFolder.Ensure(root.FullName, seed: 5, trainCount: 3, testCount: 1).ShouldBe(folder);

        Directory.GetFiles(folder).ToDictionary(file => file, File.GetLastWriteTimeUtc).ShouldBe(times);
        Directory.GetFileSystemEntries(root.FullName).ShouldBe([folder]);
    }

    [Fact]
    public void Ensure_OtherSeedOrSize_OtherFolder()
    {
        using var root = new TemporaryFolder();

        string[] folders =
        [
            DigitFolder.Ensure(root.FullName, seed: 5, trainCount: 3, testCount: 1),
            DigitFolder.Ensure(root.FullName, seed: 6, trainCount: 3, testCount: 1),
            DigitFolder.Ensure(root.FullName, seed: 5, trainCount: 4, testCount: 1),
        ];

        folders.Distinct().Count().ShouldBe(3);
    }
}

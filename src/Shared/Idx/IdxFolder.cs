using Microsoft.ML.Vae.Idx;

namespace Microsoft.ML.Vae.Shared.Idx;

/// <summary>A folder with MNIST's four files, under any of their usual names, plain or gzipped.</summary>
internal sealed record IdxFolder(LabelledImages Train, LabelledImages Test)
{
    private const string TrainPrefix = "train";
    private const string TestPrefix = "t10k";

    /// <exception cref="IOException">A folder or file is missing or unreadable.</exception>
    /// <exception cref="FormatException">A file is damaged, or two files do not belong together.</exception>
    public static IdxFolder Load(string folder)
    {
        var train = LoadPart(folder, TrainPrefix);
        var test = LoadTest(folder);
        if ((train.Height, train.Width) != (test.Height, test.Width))
        {
            throw new IdxFormatException(
                Find(folder, TestPrefix, "images", 3),
                $"expected images of {train.Height} x {train.Width} as in the training set, got {test.Height} x {test.Width}.");
        }

        return new IdxFolder(train, test);
    }

    /// <summary>The test set alone; see <see cref="Load"/>.</summary>
    public static LabelledImages LoadTest(string folder) => LoadPart(folder, TestPrefix);

    /// <summary>Writes the four files; the last is only there when all are.</summary>
    public void Save(string folder)
    {
        SavePart(folder, TestPrefix, Test);
        SavePart(folder, TrainPrefix, Train);
    }

    private static LabelledImages LoadPart(string folder, string prefix)
    {
        var imagePath = Find(folder, prefix, "images", 3);
        var labelPath = Find(folder, prefix, "labels", 1);
        var images = IdxReader.ReadBytes(imagePath, 3);
        var labels = IdxReader.ReadBytes(labelPath, 1);
        if (images.Dimensions is not [> 0, > 0, > 0])
            throw new IdxFormatException(
                imagePath, $"expected at least one image and one pixel, got {string.Join(" x ", images.Dimensions)}.");
        if (images.Dimensions[0] != labels.Values.Length)
            throw new IdxFormatException(
                labelPath, $"expected {images.Dimensions[0]} labels, one for each image, got {labels.Values.Length}.");
        return new LabelledImages(images.Dimensions[1], images.Dimensions[2], images.Values, labels.Values);
    }

    private static string Find(string folder, string prefix, string kind, int rank)
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"There is no folder '{folder}'.");
        string[] names = [$"{prefix}-{kind}-idx{rank}-ubyte", $"{prefix}-{kind}.idx{rank}-ubyte"];
        return names.SelectMany(name => new[] { name, name + ".gz" })
            .Select(name => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"Folder '{folder}' has no file '{names[0]}', nor '{names[1]}', nor either with '.gz'.");
    }

    private static void SavePart(string folder, string prefix, LabelledImages images)
    {
        var labelPath = Path.Combine(folder, $"{prefix}-labels-idx1-ubyte");
        var imagePath = Path.Combine(folder, $"{prefix}-images-idx3-ubyte");
        IdxWriter.Write(labelPath, images.Labels, images.Count);
        IdxWriter.Write(imagePath, images.AllPixels, images.Count, images.Height, images.Width);
    }
}

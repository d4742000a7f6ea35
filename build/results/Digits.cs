using Microsoft.ML.Vae.Samples.Idx;

namespace Microsoft.ML.Vae.Results;

/// <summary>The images that rows are measured on.</summary>
internal sealed class Digits(LabelledImages train, LabelledImages test)
{
    public MLContext Context { get; } = new();

    public DigitSet Train => field ??= new DigitSet(Context, train.Take(Settings.TrainingImages));

    public DigitSet Test => field ??= new DigitSet(Context, test);

    /// <summary>Reads MNIST's four files from a folder, or from the folder "mnist" in it.</summary>
    /// <exception cref="IOException">A folder or file is missing or unreadable.</exception>
    /// <exception cref="FormatException">A file is damaged, or the images have another size.</exception>
    public static Digits Load(string folder)
    {
        string mnist = Path.Combine(folder, "mnist");
        ImageFolder images = ImageFolder.Load(Directory.Exists(mnist) ? mnist : folder);
        if ((images.Train.Height, images.Train.Width) != (DigitSet.Side, DigitSet.Side))
            throw new FormatException($"The images in '{folder}' are {images.Train.Height} x {images.Train.Width}; must be {DigitSet.Side} x {DigitSet.Side}, as MNIST's.");
        return new Digits(images.Train, images.Test);
    }

    /// <summary>The share of test images whose digit the nearest training images' codes tell.</summary>
    public double NeighbourAccuracy(float[] trainCodes, float[] testCodes)
    {
        byte[] told = new NearestNeighbours(trainCodes, Train.Labels).Classify(testCodes, Settings.Neighbours);
        return (double)told.Zip(Test.Labels).Count(pair => pair.First == pair.Second) / told.Length;
    }
}

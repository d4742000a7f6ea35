using Microsoft.ML.Vae.Shared.Idx;

namespace Microsoft.ML.Vae.Results;

/// <summary>The images that rows are measured on.</summary>
internal sealed class Digits(LabelledImages train, LabelledImages test)
{
    public MLContext Context { get; } = new();

    public DigitSet Train => field ??= new DigitSet(Context, train.Take(Settings.TrainingImages));

    /// <summary>All training images.</summary>
    public DigitSet AllTrain => field ??= new DigitSet(Context, train);

    public DigitSet Test => field ??= new DigitSet(Context, test);

    /// <summary>The images that the rows of anomalies are measured on.</summary>
    /// <param name="count">At most so many training images.</param>
    public AnomalyProtocol Anomalies(int count) => new(Context, train.Take(count), test);

    /// <summary>The images that the rows of missing pixels are measured on.</summary>
    public MissingDigits WithMissingPixels => field ??= new MissingDigits(this);

    /// <summary>Reads MNIST's four files from a folder, or from the folder "mnist" in it.</summary>
    /// <exception cref="IOException">A folder or file is missing or unreadable.</exception>
    /// <exception cref="FormatException">A file is damaged, or the images have another size.</exception>
    public static Digits Load(string folder)
    {
        string mnist = Path.Combine(folder, "mnist");
        IdxFolder images = IdxFolder.Load(Directory.Exists(mnist) ? mnist : folder);
        if ((images.Train.Height, images.Train.Width) != (DigitSet.Side, DigitSet.Side))
        {
            throw new FormatException(
                $"The images in '{folder}' are {images.Train.Height} x {images.Train.Width}; must be {DigitSet.Side} x {DigitSet.Side}.");
        }
        return new Digits(images.Train, images.Test);
    }

    /// <summary>The accuracy on the test images of nearest neighbours among the training images' latents.</summary>
    public double NeighbourAccuracy(float[] trainLatents, float[] testLatents)
    {
        byte[] predicted = new NearestNeighbours(trainLatents, Train.Labels).Classify(testLatents, Settings.Neighbours);
        return (double)predicted.Zip(Test.Labels).Count(pair => pair.First == pair.Second) / predicted.Length;
    }
}

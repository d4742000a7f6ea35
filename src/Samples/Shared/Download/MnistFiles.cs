namespace Microsoft.ML.Vae.Samples.Shared.Download;

/// <summary>MNIST's four files, and where they are to be had.</summary>
internal static class MnistFiles
{
    /// <summary>The copy that torchvision uses. Another one: https://storage.googleapis.com/cvdf-datasets/mnist/.</summary>
    public const string Mirror = "https://ossci-datasets.s3.amazonaws.com/mnist/";

    public static IReadOnlyList<RemoteFile> All { get; } =
    [
        new("train-images-idx3-ubyte", 47_040_016, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
        new("train-labels-idx1-ubyte", 60_008, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
        new("t10k-images-idx3-ubyte", 7_840_016, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
        new("t10k-labels-idx1-ubyte", 10_008, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
    ];
}

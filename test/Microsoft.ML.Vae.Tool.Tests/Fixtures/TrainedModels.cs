using Microsoft.ML.Vae.Shared.Idx;

namespace Microsoft.ML.Vae.Tool.Tests.Fixtures;

/// <summary>Small models of each kind of data, trained by the command itself.</summary>
public sealed class TrainedModels : IDisposable
{
    private const int Digits = 120;

    private readonly TemporaryFolder _folder = new();

    public TrainedModels()
    {
        Photos = Pictures.Write(_folder["photos"], 24);
        PhotoModel = _folder["photos.zip"];
        PhotoOutput = Cli.Succeed("train", Photos, "-o", PhotoModel, "--size", "16", "--epochs", "3", "--latent", "4");

        MNIST = _folder["mnist"];
        Directory.CreateDirectory(MNIST);
        LabelledImages images = Bars.Draw(Digits);
        new IdxFolder(images, images.Take(20)).Save(MNIST);
        MNISTModel = _folder["mnist.zip"];
        MNISTOutput = Cli.Succeed("train", MNIST, "-o", MNISTModel, "--epochs", "20", "--latent", "6", "--dense", "32");

        Table = _folder["table.csv"];
        var random = new Random(1);
        File.WriteAllLines(Table, Enumerable.Range(0, 200).Select(i => random.NextDouble() is var x
            ? FormattableString.Invariant($"row {i},{x:F3},{2 * x + 0.1 * random.NextDouble():F3},{(x > 0.5 ? "high" : "low")},{i % 2}") : "")
            .Prepend("Id,Weight,Price,Level,IsOdd"));
        TableModel = _folder["table.zip"];
        TableOutput = Cli.Succeed("train", Table, "-o", TableModel, "--epochs", "4");

        ClassModel = ConditionalModels.OfClasses(MNIST, _folder["classes.zip"]);
    }

    /// <summary>A folder with two folders of images.</summary>
    public string Photos { get; }

    public string PhotoModel { get; }

    public string PhotoOutput { get; }

    /// <summary>A folder with four IDX files.</summary>
    public string MNIST { get; }

    public string MNISTModel { get; }

    public string MNISTOutput { get; }

    public string Table { get; }

    public string TableModel { get; }

    public string TableOutput { get; }

    /// <summary>Of the IDX images, told their class.</summary>
    public string ClassModel { get; }

    public void Dispose() => _folder.Dispose();
}

using Microsoft.ML.Vae.Columns;
using Microsoft.ML.Vae.Evaluation;
using Microsoft.ML.Vae.Optimizers;
using Microsoft.ML.Vae.Persistence;
using Microsoft.ML.Vae.Training;
using TorchSharp;

namespace Microsoft.ML.Vae.Tests.Persistence;

public class LargeModelTests
{
    [Fact]
    public void Architecture_PictureOfTwentyMillionPixels_IsNoDamage()
    {
        using TinyModel model = TinyModel.Create();
        ModelDescription description = ModelDescription.From(model.Transformer.Model, Outcomes.Of(threshold: null));

        (description with { InputSize = 20_000_000 }).Architecture(new MLContext()).InputSize.ShouldBe(20_000_000);
    }

    /// <summary>Its divergences alone take 90 kB of the description.</summary>
    [Fact]
    public void SaveAndLoad_ManyLatentDimensions_HasItsHealth()
    {
        using VaeTransformer model = (TestOptions.Tiny with { LatentDimension = 4096, Epochs = 1 }).Fit(TestImages.View(20));
        using var loaded = (VaeTransformer)SavedModel.Of(model).Load();

        loaded.Report.Health!.KlPerDimension.ShouldBe(model.Report.Health!.KlPerDimension);
    }

    [Fact]
    public void SaveAndLoad_OptionsLongerThanAFileMayHold_AreShortened()
    {
        var report = new TrainingReport
        {
            End = TrainingStopReason.AllEpochs,
            WeightsEpoch = 0,
            Steps = 0,
            Options = new Dictionary<string, string> { ["OutputColumnName"] = new string('\u00e9', 10_000), ["Epochs"] = "3" },
        };
        using TinyModel model = TinyModel.Create(
            new ColumnLayout { Input = TinyModel.Input, Latent = TinyModel.Mean }, outcome: Outcomes.Of(threshold: null) with { Report = report });
        using var loaded = (VaeTransformer)SavedModel.Of(model.Transformer).Load();

        loaded.Report.Options["OutputColumnName"].ShouldBe(new string('\u00e9', 499) + '\u2026');
        loaded.Report.Options["Epochs"].ShouldBe("3");
    }

    [Fact]
    public void SaveAndLoad_AReport_IsTheSame()
    {
        var report = new TrainingReport
        {
            End = TrainingStopReason.EarlyStopping,
            WeightsEpoch = 0,
            Steps = 12,
            Rows = 1L << 40,
            Duration = new TimeSpan(long.MaxValue),
            Seed = -5,
            Threads = 2,
            Score = "negative ELBO",
            Options = new Dictionary<string, string> { ["LearningRate"] = "0.01" },
            Versions = new Dictionary<string, string> { ["TorchSharp"] = "0.107.0" },
        };
        using TinyModel model = TinyModel.Create(
            new ColumnLayout { Input = TinyModel.Input, Latent = TinyModel.Mean }, outcome: Outcomes.Of(threshold: null) with { Report = report });
        using var loaded = (VaeTransformer)SavedModel.Of(model.Transformer).Load();

        loaded.Report.Options.ShouldBe(report.Options);
        loaded.Report.Versions.ShouldBe(report.Versions);
        (loaded.Report with { Options = report.Options, Versions = report.Versions }).ShouldBe(report);
    }

    [Fact]
    public void Write_MoreBytesThanCanBeRead_RefusedBeforeAnyIsWritten()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        using torch.Tensor number = torch.zeros(1);
        using torch.Tensor large = number.expand(600_000_000);   // in the memory of one

        Should.Throw<InvalidOperationException>(() => Safetensors.Write(writer, [], [("large", large)])).Message
            .ShouldStartWith("The model cannot be saved: its weights take 2400000000 bytes; at most ");
        stream.Length.ShouldBe(0);
    }
}

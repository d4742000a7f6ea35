using System.Text.Json.Nodes;
using Microsoft.ML.Vae.Evaluation;
using Microsoft.ML.Vae.Tests.Training;

namespace Microsoft.ML.Vae.Tests.Persistence;

public class HistoryTests
{
    private const string Training = "history.training";
    private const string Validation = "history.validation";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SaveAndLoad_AFit_HasTheSameHistoryToTheBit(bool validates)
    {
        using VaeTransformer model = Fit(validates);
        using var loaded = (VaeTransformer)SavedModel.Of(model).Load();

        model.History.Count.ShouldBe(2);
        loaded.History.ShouldBe(model.History);
        SavedModel.Of(loaded).ShouldEqual(SavedModel.Of(model));
    }

    [Fact]
    public void SaveAndLoad_AFitCanceledInItsFirstEpoch_HasAnEmptyHistory()
    {
        using var source = new CancellationTokenSource();
        VaeOptions options = TestOptions.Tiny with
        {
            CancellationToken = source.Token,
            OnCancellation = CancellationBehavior.KeepBest,
        };
        var validation = new Training.CancelingRows(10, at: 3, source.Cancel);
        using VaeTransformer model = new MLContext().Transforms.VariationalAutoencoder(options).Fit(TestImages.View(50), validation.View);
        using var loaded = (VaeTransformer)SavedModel.Of(model).Load();

        model.History.ShouldBeEmpty();
        loaded.History.ShouldBeEmpty();
        Weights.Of(loaded).ShouldBe(Weights.Of(model));
    }

    [Fact]
    public void SaveAndLoad_AnyThreshold_IsTheSame()
    {
        using VaeTransformer model = (TestOptions.Tiny with { PredictedLabelColumnName = "PredictedLabel" }).Fit(TestImages.View(50));
        using var loaded = (VaeTransformer)SavedModel.Of(model).Load();

        loaded.ScoreThreshold.ShouldNotBeNull();
        loaded.ScoreThreshold.ShouldBe(model.ScoreThreshold);
    }

    [Fact]
    public void File_ReadWithoutTheLibrary_HasTheHistoryAsDoubles()
    {
        using VaeTransformer model = Fit(validates: true);
        WeightsFile file = WeightsFile.Parse(SavedModel.Of(model)[SavedModel.Weights]);

        file.TensorNames.TakeLast(2).ShouldBe([Training, Validation]);
        file.Table[Training]!["dtype"]!.GetValue<string>().ShouldBe("F64");
        file.Table[Training]!["shape"]!.ToJsonString().ShouldBe("[2,3]");
        file.Table[Validation]!["shape"]!.ToJsonString().ShouldBe("[2,2]");
        Doubles(file, Training).ShouldBe(model.History.SelectMany(epoch => new[] { epoch.Rows, epoch.ReconstructionLoss, epoch.KlDivergence }));
        Doubles(file, Validation).ShouldBe(model.History.SelectMany(
            epoch => new[] { epoch.ValidationReconstructionLoss!.Value, epoch.ValidationKlDivergence!.Value }));
    }

    [Fact]
    [Trait("case", "32")]
    public void Read_MissingTensor_RefusedAndNamed() => Refused(file =>
    {
        file.Payload = file.Payload[..Begin(file, Validation)];
        file.Table.Remove(Validation);
    }).ShouldContain($"tensor '{Validation}': it is missing");

    [Theory]
    [Trait("case", "32")]
    [InlineData("epochs", "3", "tensor 'history.training': its shape is [2, 3], not [3, 3]")]
    [InlineData("epochs", "1", "tensor 'history.training': its shape is [2, 3], not [1, 3]")]
    [InlineData("epochs", "-2", "tensor 'history.training': its shape is [2, 3], not [-2, 3]")]
    [InlineData("epochs", "2147483647", "tensor 'history.training': its shape is [2, 3], not [2147483647, 3]")]
    [InlineData("epochs", "2147483648", "description")]
    [InlineData("validated", "false", "tensor 'history.validation': the model has no such tensor")]
    [InlineData("validated", "2", "description")]
    [InlineData("sample_seed", "2147483648", "description")]
    [InlineData("anomaly_score", "{\"kind\":\"excess\",\"upper_threshold\":1e40}", "score thresholds")]
    [InlineData("anomaly_score", "{\"kind\":\"excess\",\"upper_threshold\":\"NaN\"}", "description")]
    [InlineData("anomaly_score", "{\"kind\":\"excess\",\"lower_threshold\":1}", "score thresholds")]
    [InlineData("anomaly_score", "{\"kind\":\"else\"}", "anomaly score 'else'")]
    [InlineData("anomaly_score", "{\"kind\":\"excess\",\"samples\":5}", "anomaly score 'excess' with 5 samples")]
    [InlineData("anomaly_score", "{\"kind\":\"importance_weighted\"}", "anomaly score 'importance_weighted'")]
    [InlineData("anomaly_score", "{\"kind\":\"importance_weighted\",\"samples\":10001}", "anomaly score 'importance_weighted'")]
    [InlineData("anomaly_score", "{\"kind\":\"excess\",\"calibration_rows\":0}", "0 calibration rows")]
    [InlineData("anomaly_score", "{\"kind\":\"excess\",\"calibration_rows\":5,\"sides\":\"upper\"}", "tensor 'score.calibration': it is missing")]
    [InlineData("anomaly_score", "{\"kind\":\"latent_density\",\"latents\":true}", "tensor 'score.latent_mean': it is missing")]
    [InlineData("anomaly_score", "{\"kind\":\"excess\",\"lowest\":1}", "values from 1 to")]
    [InlineData("anomaly_score", "{\"kind\":\"excess\",\"sides\":\"upper\"}", "calibration rows for the sides 'upper'")]
    public void Read_DescriptionThatDoesNotFit_Refused(string member, string value, string message) => Refused(file =>
    {
        JsonObject description = JsonNode.Parse(file.Metadata["description"]!.GetValue<string>())!.AsObject();
        description[member] = JsonNode.Parse(value);
        file.Metadata["description"] = description.ToJsonString();
    }).ShouldContain(message);

    [Theory]
    [Trait("case", "34")]
    [InlineData(Training, 1, double.NaN, "NaN")]
    [InlineData(Training, 5, double.PositiveInfinity, "Infinity")]
    [InlineData(Validation, 3, double.NegativeInfinity, "-Infinity")]
    public void Read_LossThatIsNoNumber_RefusedAndTheTensorNamed(string tensor, int index, double value, string text) =>
        Refused(file => Set(file, tensor, index, value)).ShouldContain($"tensor '{tensor}': a value is {text}");

    [Theory]
    [Trait("case", "32")]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1.5)]
    [InlineData(1e300)]
    public void Read_RowCountThatIsNone_RefusedAndTheTensorNamed(double rows) =>
        Refused(file => Set(file, Training, 3, rows)).ShouldContain($"tensor '{Training}': epoch 2 of ");

    [Fact]
    [Trait("case", "32")]
    public void Read_HistoryOfSingles_RefusedAndTheTensorNamed() => Refused(file =>
    {
        file.Table[Training]!["dtype"] = "F32";
        file.Table[Training]!["shape"] = new JsonArray(4, 3);
    }).ShouldContain($"tensor '{Training}': its dtype is 'F32', not 'F64'");

    private static VaeTransformer Fit(bool validates) =>
        new MLContext().Transforms.VariationalAutoencoder(TestOptions.Tiny).Fit(TestImages.View(50), validates ? TestImages.View(20) : null);

    /// <summary>Changes the file of a fit with validation, and hands it to the reader with hashes that fit.</summary>
    private static string Refused(Action<WeightsFile> change)
    {
        using VaeTransformer model = Fit(validates: true);
        WeightsFile file = WeightsFile.Parse(SavedModel.Of(model)[SavedModel.Weights]);
        change(file);
        return ModelFormatAssert.Refused(file.ToBytes());
    }

    private static int Begin(WeightsFile file, string tensor) => file.Table[tensor]!["data_offsets"]![0]!.GetValue<int>();

    private static void Set(WeightsFile file, string tensor, int index, double value) =>
        BitConverter.TryWriteBytes(file.Payload.AsSpan(Begin(file, tensor) + index * sizeof(double)), value);

    private static double[] Doubles(WeightsFile file, string tensor) => System.Runtime.InteropServices.MemoryMarshal.Cast<byte, double>(
        file.Payload.AsSpan(Begin(file, tensor)..file.Table[tensor]!["data_offsets"]![1]!.GetValue<int>())).ToArray();
}

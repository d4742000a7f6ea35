using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Tests.Networks.Custom;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Issues;

/// <summary>A last batch of one row made the weights of custom networks with <c>BatchNorm1d</c> NaN.</summary>
public class LastRowAloneTests
{
    private const int BatchSize = 16;

    [Theory]
    [InlineData(4 * BatchSize + 1)]
    [InlineData(BatchSize + 1)]
    [InlineData(4 * BatchSize)]
    [InlineData(4 * BatchSize + 2)]
    public void Fit_BatchNormOverRows_StaysFinite(int rows)
    {
        var context = new MLContext();
        context.ComponentCatalog.RegisterVaeNetwork(CustomNetworks.Name, shape => VaeModule.Create(
            shape,
            nn.Sequential(nn.Linear(shape.InputSize, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Linear(8, 2 * shape.LatentDimension)),
            nn.Sequential(nn.Linear(shape.LatentDimension, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Linear(8, shape.DecoderOutputSize))));
        VaeOptions options = TestOptions.Tiny with { Network = Network.Custom(CustomNetworks.Name), BatchSize = BatchSize, Epochs = 3 };

        using VaeTransformer model = options.Fit(TestImages.View(rows), null, context);

        Weights.All(model).ShouldAllBe(tensor => tensor.All(float.IsFinite));
        model.Report!.Steps.ShouldBe(3 * ((rows + BatchSize - 2) / BatchSize));
        model.History.ShouldAllBe(epoch => epoch.Rows == rows);
    }

    [Theory]
    [InlineData(TrainingEngine.Fused)]
    [InlineData(TrainingEngine.Autograd)]
    public void Fit_LastRowAlone_EveryEngineTrainsOnAllRows(TrainingEngine engine)
    {
        VaeOptions options = TestOptions.Tiny with { BatchSize = BatchSize, Engine = engine };
        using VaeTransformer model = options.Fit(TestImages.View(2 * BatchSize + 1));

        (model.Report!.Steps, model.Report.Rows).ShouldBe((2L * options.Epochs!.Value, 2L * BatchSize + 1));
    }

    [Theory]
    [InlineData(0, 4, "")]
    [InlineData(1, 4, "1")]
    [InlineData(4, 4, "4")]
    [InlineData(5, 4, "5")]
    [InlineData(6, 4, "4 2")]
    [InlineData(8, 4, "4 4")]
    [InlineData(9, 4, "4 5")]
    [InlineData(13, 4, "4 4 5")]
    [InlineData(3, 2, "3")]
    [InlineData(3, 1, "1 1 1")]
    public void MoveNext_JoinsALastRowThatIsAlone(int rows, int capacity, string expected)
    {
        var buffer = new RowBuffer(rowBytes: 2);
        for (byte i = 0; i < rows; i++)
            buffer.Append().Fill(i);
        using var batches = new RowBatches(StoredPass.Open(buffer, default), rowBytes: 2, capacity, joinsLastRow: true);

        List<int> counts = [];
        List<byte> read = [];
        while (batches.MoveNext())
        {
            counts.Add(batches.Count);
            read.AddRange(batches.Bytes.ToArray());
        }

        string.Join(' ', counts).ShouldBe(expected);
        read.ShouldBe(Enumerable.Range(0, rows).SelectMany(i => new[] { (byte)i, (byte)i }));
    }

    [Fact]
    public void Fit_InterruptedAtEveryStep_EqualsTheUninterruptedFit()
    {
        using var folder = new TemporaryFolder();
        VaeOptions options = TestOptions.Tiny with { BatchSize = BatchSize };
        using VaeTransformer expected = options.Fit(TestImages.View(3 * BatchSize + 1));

        (VaeTransformer model, _) = CheckpointedFit.FitInPieces(options, folder.FullName, TestImages.View(3 * BatchSize + 1));

        CheckpointedFit.ShouldBe(model, expected);
        model.Dispose();
    }
}

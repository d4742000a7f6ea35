using Microsoft.ML.Vae.Optimizers;
using Xunit.Abstractions;

namespace Microsoft.ML.Vae.Tests.Oracles;

/// <summary>
/// Technion EE 046202, tutorial 09: 784-256-10, Adam 1e-3, batch 128, grey MNIST, mean training loss per epoch. It drops each epoch's last,
/// partial batch; the 59,904 rows that make whole batches stand in for that.
/// </summary>
[Trait("kind", "oracle")]
public sealed class TechnionTests(TechnionTests.Tutorial tutorial, ITestOutputHelper output) : IClassFixture<TechnionTests.Tutorial>
{
    private const int WholeBatches = 468 * 128;

    private static readonly double[] _published = [171.8, 128.7, 122.8, 119.7, 117.8, 116.5, 115.4, 114.6, 113.8, 113.2];

    [MnistTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    public void Fit_Epoch_HasThePublishedTrainingLoss(int epoch)
    {
        output.WriteLine($"Training loss {tutorial.Epochs[epoch].NegativeElbo:F3}");
        tutorial.Epochs[epoch].Rows.ShouldBe(WholeBatches);
        tutorial.Epochs[epoch].NegativeElbo.ShouldBe(_published[epoch], 0.7);   // one run was published: the scatter of seeds
    }

    public sealed class Tutorial() : MnistFit(new VaeOptions
    {
        OutputColumnName = TinyModel.Mean,
        InputColumnName = PixelViews.Column,
        Network = Network.FullyConnected([256]),
        LatentDimension = 10,
        LearningRate = 1e-3,
        BatchSize = 128,
        Epochs = 10,
        Seed = 1,
    }, WholeBatches);
}

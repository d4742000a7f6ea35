using Xunit.Abstractions;

namespace Microsoft.ML.Vae.Tests.Issues;

public class ScratchTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    public void Sigma(bool optimal, int seed)
    {
        var context = new MLContext();
        var options = new VaeOptions { OutputColumnName = TinyModel.Mean, InputColumnName = PixelViews.Column, Network = Network.FullyConnected([400]), Seed = seed, Epochs = 10, Likelihood = optimal ? Likelihood.GaussianWithOptimalVariance() : Likelihood.GaussianWithLearnedVariance() };
        using VaeTransformer model = options.Fit(Mnist.View(context, Mnist.Train.Take(20_000)), Mnist.View(context, Mnist.Test), context);
        output.WriteLine($"optimal {optimal}: train {string.Join(" ", model.History.Select(e => $"{e.NegativeElbo:F1}"))} val {string.Join(" ", model.History.Select(e => $"{e.ValidationNegativeElbo:F1}"))}");
        VaeMetrics m = model.Evaluate(Mnist.View(context, Mnist.Test), 1);
        output.WriteLine($"{m.NegativeElbo:F1} KL {m.KlDivergence:F1} SE {m.SquaredErrorPerPixel:F5} log {Math.Log(m.SquaredErrorPerPixel):F3} " + string.Join(",", model.Model.Network.state_dict().Where(t => t.Key.Contains("variance") && t.Value.numel() == 1).Select(t => $"{t.Key} {TensorValues.ToDoubles(t.Value)[0]:F4}")));
    }
}

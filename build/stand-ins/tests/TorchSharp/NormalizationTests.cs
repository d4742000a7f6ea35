using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace StandIns.Tests.TorchSharpTests;

/// <summary>Normalization against its formulas, and what its modules keep.</summary>
public class NormalizationTests
{
    // A few roundings in single precision of numbers of size 1.
    private const double Tolerance = 2e-6;

    [Fact]
    public void BatchNorm2d_Training_NormalizesByTheBatch_AndTracksIt()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.BatchNorm2d(2, momentum: 0.25);
        var x = rand(3, 2, 2, 2, generator: new Generator(1));

        var y = layer.call(x);

        for (var c = 0; c < 2; c++)
        {
            var channel = Channel(x, c);
            var (mean, variance) = Moments(channel);
            Assert.Equal(channel.Select(v => (v - mean) / Math.Sqrt(variance + 1e-5)), Channel(y, c), Near);
            Assert.Equal(0.25 * mean, layer.running_mean![c].item<float>(), Tolerance);
            // The running variance is the unbiased one: 12 values a channel.
            Assert.Equal(0.75 + (0.25 * variance * 12 / 11), layer.running_var![c].item<float>(), Tolerance);
        }
        Assert.Equal(1L, layer.num_batches_tracked!.item<long>());
        Assert.Equal(layer.get_buffer("running_mean").data<float>().ToArray(), layer.running_mean!.data<float>().ToArray());
    }

    [Fact]
    public void BatchNorm2d_Eval_UsesWhatItTracked_AndLeavesIt()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.BatchNorm2d(1);
        layer.running_mean!.fill_(2);
        layer.running_var!.fill_(4);
        using (no_grad())
        {
            layer.weight!.fill_(3);
            layer.bias!.fill_(1);
        }

        layer.eval();
        var y = layer.call(full([1L, 1, 1, 1], 4.0));

        Assert.Equal((2 / Math.Sqrt(4 + 1e-5) * 3) + 1, y.item<float>(), Tolerance);
        Assert.Equal(0L, layer.num_batches_tracked!.item<long>());
        Assert.Equal(2f, layer.running_mean.item<float>());
    }

    [Fact]
    public void BatchNorm_WithoutTracking_UsesTheBatchInEvalToo_AndHasNoBuffers()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.BatchNorm1d(1, affine: false, track_running_stats: false);
        layer.eval();

        Assert.Empty(layer.state_dict());
        Assert.Null(layer.running_mean);
        Assert.Null(layer.num_batches_tracked);
        Assert.Equal([-1.0, 1.0], layer.call(tensor(new[,] { { 1f }, { 3f } })).data<float>().ToArray().Select(v => (double)v), Near);
    }

    [Fact]
    public void StateDict_ParametersComeBeforeBuffers_WithPyTorchsNames()
    {
        using var scope = NewDisposeScope();
        using var network = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.ReLU(), nn.Flatten(), nn.Linear(2, 1));

        var state = network.state_dict();

        Assert.Equal(
            [
                "0.weight", "0.bias", "1.weight", "1.bias", "4.weight", "4.bias",
                "1.running_mean", "1.running_var", "1.num_batches_tracked",
            ],
            state.Keys);
        Assert.Equal(ScalarType.Int64, state["1.num_batches_tracked"].dtype);
        Assert.Equal(0, state["1.num_batches_tracked"].ndim);
        Assert.Equal([1f, 1f], state["1.weight"].data<float>().ToArray());
        Assert.Equal([0f, 0f], state["1.bias"].data<float>().ToArray());
        Assert.Equal([0f, 0f], state["1.running_mean"].data<float>().ToArray());
        Assert.Equal([1f, 1f], state["1.running_var"].data<float>().ToArray());
        Assert.Equal(["1.running_mean", "1.running_var", "1.num_batches_tracked"], network.named_buffers().Select(pair => pair.name));
        Assert.Equal(3, network.buffers().Count());
    }

    [Fact]
    public void LoadStateDict_CarriesBuffersAcross_AndResetClearsThem()
    {
        using var scope = NewDisposeScope();
        using var trained = nn.Sequential(nn.BatchNorm1d(2));
        using var fresh = nn.Sequential(nn.BatchNorm1d(2));
        trained.call(rand(5, 2, generator: new Generator(2)));
        var layer = (TorchSharp.Modules.BatchNorm1d)fresh[0];

        fresh.load_state_dict(trained.state_dict());

        Assert.Equal(1L, layer.num_batches_tracked!.item<long>());
        Assert.True(layer.running_mean!.Equals(trained.get_buffer("0.running_mean")));
        layer.reset_running_stats();
        Assert.Equal(0L, layer.num_batches_tracked!.item<long>());
        Assert.Equal([0f, 0f, 1f, 1f], cat(new List<Tensor> { layer.running_mean!, layer.running_var! }).data<float>().ToArray());
    }

    [Fact]
    public void ToAndDispose_TakeBuffersAlong()
    {
        using var scope = NewDisposeScope();
        var network = nn.Sequential(nn.BatchNorm2d(1));
        var mean = network.get_buffer("0.running_mean");

        network.to(ScalarType.Float64);
        Assert.Equal(ScalarType.Float64, network.call(ones(2, 1, 1, 1, ScalarType.Float64)).dtype);
        Assert.Equal(ScalarType.Float64, network.get_buffer("0.running_mean").dtype);
        // The original's native module turns its counter too; later releases leave it.
        Assert.Equal(ScalarType.Float64, network.get_buffer("0.num_batches_tracked").dtype);

        network.Dispose();
        Assert.True(mean.IsInvalid);
        Assert.Throws<ObjectDisposedException>(() => network.call(ones(2, 1, 1, 1)));
    }

    [Fact]
    public void TrainAndEval_ReachTheBatchNormOfANestedSequential()
    {
        using var scope = NewDisposeScope();
        using var network = nn.Sequential(nn.Sequential(nn.BatchNorm1d(1)));
        var x = tensor(new[,] { { 1f }, { 3f } });

        network.eval();
        Assert.Equal(1f, network.call(x)[0, 0].item<float>(), 1e-4f);
        network.train();
        Assert.Equal(-1f, network.call(x)[0, 0].item<float>(), 1e-4f);
    }

    [Fact]
    public void GroupNorm_NormalizesEachGroup()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.GroupNorm(2, 4);
        var x = rand(2, 4, 3, generator: new Generator(3));

        var y = layer.call(x);

        Assert.Equal(["weight", "bias"], layer.state_dict().Keys);
        for (var n = 0; n < 2; n++)
        {
            for (var g = 0; g < 2; g++)
            {
                var group = Values(x[n].narrow(0, 2 * g, 2));
                var (mean, variance) = Moments(group);
                Assert.Equal(group.Select(v => (v - mean) / Math.Sqrt(variance + 1e-5)), Values(y[n].narrow(0, 2 * g, 2)), Near);
            }
        }
        Assert.True(y.allclose(F.group_norm(x, 2, ones(4), zeros(4)), 1e-6, 1e-6));
    }

    [Fact]
    public void LayerNorm_NormalizesTheLastDimensions()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.LayerNorm([2, 3]);
        var x = rand(4, 2, 3, generator: new Generator(4));

        var y = layer.call(x);

        Assert.Equal(["weight", "bias"], layer.state_dict().Keys);
        Assert.Equal([2L, 3], layer.weight!.shape);
        Assert.Empty(nn.LayerNorm(3, elementwise_affine: false).state_dict());
        for (var n = 0; n < 4; n++)
        {
            var (mean, variance) = Moments(Values(x[n]));
            Assert.Equal(Values(x[n]).Select(v => (v - mean) / Math.Sqrt(variance + 1e-5)), Values(y[n]), Near);
        }
    }

    [Fact]
    public void WrongInput_ThrowsAsTheOriginal()
    {
        using var scope = NewDisposeScope();

        Assert.Equal("Invalid number of dimensions for BatchNorm argument: 1",
            Assert.Throws<ArgumentException>(() => nn.BatchNorm2d(2).call(ones(3))).Message);
        Assert.Throws<ArgumentException>(() => nn.BatchNorm1d(2).call(ones(3, 2, 2, 2)));
        Assert.Throws<ArgumentException>(() => nn.GroupNorm(2, 4).call(ones(3, 4)));
        Assert.Throws<ExternalException>(() => nn.GroupNorm(2, 3).call(ones(1, 3, 2)));
        Assert.Throws<ExternalException>(() => nn.BatchNorm1d(2).call(ones(1, 2)));
        Assert.Throws<ArgumentNullException>(() => nn.BatchNorm1d(2).running_mean = null);
    }

    private static bool Near(double a, double b) => Math.Abs(a - b) <= 1e-5;

    private static double[] Channel(Tensor x, long channel) => Values(x.select(1, channel));

    private static double[] Values(Tensor x) => x.flatten().to(ScalarType.Float64).data<double>().ToArray();

    private static (double mean, double variance) Moments(double[] values)
    {
        var mean = values.Average();
        return (mean, values.Average(v => (v - mean) * (v - mean)));
    }
}

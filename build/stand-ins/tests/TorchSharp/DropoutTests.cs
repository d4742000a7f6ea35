using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace StandIns.Tests.TorchSharpTests;

/// <summary>Leaving out at random, always by the global generator, and other draws by a given one.</summary>
[Collection("global generator")]
public class DropoutTests
{
    [Fact]
    public void Dropout_ScalesWhatItKeeps_AndDoesNothingInEval()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.Dropout(0.25);
        manual_seed(1);
        var before = get_rng_state();

        var kept = layer.call(ones(10000)).data<float>().ToArray();

        Assert.All(kept, v => Assert.True(v == 0 || Math.Abs(v - (4 / 3f)) < 1e-6));
        // Six standard deviations of a count of 10,000 with probability 3/4.
        Assert.Equal(7500, kept.Count(v => v != 0), 260.0);
        Assert.False(before.Equals(get_rng_state()));
        layer.eval();
        Assert.True(layer.call(ones(10)).Equals(ones(10)));
        Assert.Empty(layer.state_dict());
    }

    [Fact]
    public void Dropout_SameSeed_LeavesOutTheSame()
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        var first = F.dropout(ones(64));
        manual_seed(5);

        Assert.True(first.Equals(F.dropout(ones(64))));
        Assert.Throws<ExternalException>(() => F.dropout(ones(2), 1.5));
    }

    [Fact]
    public void Dropout2d_LeavesOutWholeChannels()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.Dropout2d();
        manual_seed(1);

        var channels = layer.call(ones(1, 64, 2, 3)).sum([2, 3]).flatten().data<float>().ToArray();

        Assert.All(channels, v => Assert.True(v is 0 or 12));
        Assert.Contains(0f, channels);
        Assert.Contains(12f, channels);
    }

    [Fact]
    public void Dropout_AfterSeed1_LeavesOutWhatTheOriginalDoes()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);

        var y = F.dropout(ones(16));

        Assert.Equal([2f, 2, 2, 2, 0, 2, 2, 0, 0, 2, 0, 2, 0, 2, 2, 2], y.data<float>().ToArray());
        Assert.Equal(0.8300299f, rand(1).item<float>());
        manual_seed(1);
        Assert.Equal([2f, 2, 2, 2, 0, 2, 2, 0], F.dropout2d(ones(1, 8, 1, 1)).flatten().data<float>().ToArray());
    }

    // The original's draws for the same seed.
    [Fact]
    public void BernoulliAndMultinomial_OfAGenerator_AreTheOriginals()
    {
        using var scope = NewDisposeScope();
        var weights = tensor(new[] { 1f, 2, 3, 4 });

        Assert.Equal([0f, 1, 1, 0, 1, 0, 1, 0, 0, 1, 0, 0, 0, 1, 1, 1], full(16, 0.5).bernoulli(new Generator(1)).data<float>().ToArray());
        Assert.Equal([0L, 1, 1, 1, 2, 1, 2, 3], weights.multinomial(8, true, new Generator(1)).data<long>().ToArray());
        Assert.Equal([3L, 0, 2, 1], multinomial(weights, 4, false, new Generator(1)).data<long>().ToArray());
    }
}

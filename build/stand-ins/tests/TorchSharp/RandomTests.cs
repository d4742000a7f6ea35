using TorchSharp;
using static TorchSharp.torch;

namespace StandIns.Tests.TorchSharpTests;

/// <summary>Random numbers: the values are PyTorch's own for the same seed.</summary>
[Collection("global generator")]
public class RandomTests
{
    [Fact]
    public void Generator_Seed0_GivesPyTorchsNumbers()
    {
        using var scope = NewDisposeScope();

        Assert.True(rand(3, generator: new Generator(0)).allclose(tensor(new[] { 0.4963f, 0.7682f, 0.0885f }), 0, 1e-4));
        Assert.True(randn(3, generator: new Generator(0)).allclose(tensor(new[] { 1.5410f, -0.2934f, -2.1788f }), 0, 1e-4));
    }

    [Fact]
    public void Generator_StateRestored_RepeatsTheStream()
    {
        using var scope = NewDisposeScope();
        var generator = new Generator(7);
        var state = generator.get_state();
        var first = randn(10, generator: generator);

        generator.set_state(state);

        Assert.True(first.allclose(randn(10, generator: generator), 0, 0));
        Assert.Equal(7, generator.initial_seed());
    }

    // An odd number of normal values leaves one cached: it is part of the state, which is the original's byte for byte.
    [Fact]
    public void Generator_State_HoldsTheCachedNormalValue_InTheOriginalsBytes()
    {
        using var scope = NewDisposeScope();
        var generator = new Generator(7);
        _ = randn(3, generator: generator);

        var state = generator.get_state();
        var next = randn(5, generator: generator);
        var other = new Generator(99);
        other.set_state(state);

        Assert.Equal((ScalarType.Byte, 1L, 5056L), (state.dtype, state.ndim, state.size(0)));
        Assert.Equal("5DC20BBDC68DEDE503C2FD3BE8C61C03E0BA6FB7884C5665B6B65DEA69A927C5",
            Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(state.bytes)));
        Assert.True(next.Equals(randn(5, generator: other)));
        Assert.True(generator.get_state().Equals(other.get_state()));
    }

    [Fact]
    public void OwnGenerator_LeavesTheGlobalStreamAlone()
    {
        using var scope = NewDisposeScope();
        var before = get_rng_state();

        var generator = new Generator(1);
        _ = randn(4, 4, generator: generator);
        empty(100).uniform_(-1, 1, generator);
        empty(100).bernoulli_(0.5, generator);
        _ = randperm(10, generator: generator);

        Assert.True(before.Equals(get_rng_state()));
    }

    [Fact]
    public void Linear_AndInit_DrawFromTheGlobalGenerator_WhateverTheyAreGiven()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var first = nn.init.uniform_(empty(4), 0, 1, new Generator(1));
        using var layer = nn.Linear(4, 4);
        manual_seed(3);
        var second = nn.init.uniform_(empty(4), 0, 1, new Generator(2));
        using var again = nn.Linear(4, 4);

        Assert.True(first.allclose(second, 0, 0));
        Assert.True(layer.weight!.allclose(again.weight!, 0, 0));
        Assert.True((float)layer.weight!.abs().max() <= 0.5);
    }
}

/// <summary>Tests that read or change the process's global generator run one after the other.</summary>
[CollectionDefinition("global generator", DisableParallelization = true)]
public class GlobalGenerator
{
}

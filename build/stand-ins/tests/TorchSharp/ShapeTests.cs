using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace StandIns.Tests.TorchSharpTests;

/// <summary>Shapes of a picture network.</summary>
public class ShapeTests
{
    [Fact]
    public void FlattenAndUnflatten_AreInverse()
    {
        using var scope = NewDisposeScope();
        using var flat = nn.Flatten();
        using var deep = nn.Unflatten(1, [2, 3, 4]);
        var x = rand(5, 2, 3, 4, generator: new Generator(1));

        Assert.Equal([5L, 24], flat.call(x).shape);
        Assert.True(deep.call(flat.call(x)).Equals(x));
        Assert.Equal([5L, 2, 12], nn.Flatten(2).call(x).shape);
        Assert.Throws<ExternalException>(() => deep.call(ones(5, 25)));
    }

    [Fact]
    public void RepeatInterleave_EnlargesAPicture()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[,] { { 1f, 2f } });

        Assert.Equal([1f, 1, 2, 2, 1, 1, 2, 2], x.repeat_interleave(2, 0).repeat_interleave(2, 1).flatten().data<float>().ToArray());
        Assert.Equal([1f, 2, 2, 2], repeat_interleave(x, tensor(new[] { 1L, 3 }), 1).flatten().data<float>().ToArray());
        Assert.Equal([1f, 1, 2, 2], x.repeat_interleave(2).data<float>().ToArray());
    }

    [Fact]
    public void PixelShuffle_TurnsChannelsIntoPixels()
    {
        using var scope = NewDisposeScope();
        using var shuffle = nn.PixelShuffle(2);
        var x = arange(8, ScalarType.Float32).reshape(1, 4, 1, 2);

        Assert.Equal([0f, 2, 1, 3, 4, 6, 5, 7], shuffle.call(x).flatten().data<float>().ToArray());
        Assert.Equal([1L, 1, 2, 4], F.pixel_shuffle(x, 2).shape);
    }

    [Fact]
    public void MaxPool2d_TakesTheGreatestOfEachWindow()
    {
        using var scope = NewDisposeScope();
        using var pool = nn.MaxPool2d(2);
        var x = arange(16, ScalarType.Float32).reshape(1, 1, 4, 4);

        Assert.Equal([5f, 7, 13, 15], pool.call(x).flatten().data<float>().ToArray());
        Assert.Equal([1L, 1, 2, 3], F.max_pool2d(x, (3L, 2L), (1L, 1L)).shape);
        Assert.Equal([1L, 1, 3, 3], nn.MaxPool2d(2, padding: 1).call(x).shape);
    }

    [Fact]
    public void AvgPool2d_TakesTheMeanOfEachWindow()
    {
        using var scope = NewDisposeScope();
        var x = arange(16, ScalarType.Float32).reshape(1, 1, 4, 4);

        Assert.Equal([2.5f, 4.5f, 10.5f, 12.5f], nn.AvgPool2d(2).call(x).flatten().data<float>().ToArray());
        Assert.Equal([2.5f, 4.5f, 10.5f, 12.5f], nn.AdaptiveAvgPool2d(2).call(x).flatten().data<float>().ToArray());
        Assert.Equal(7.5f, nn.AdaptiveAvgPool2d((1L, 1L)).call(x).item<float>());
        Assert.Equal(0.25f, nn.AvgPool2d(2, padding: 1).call(ones(1, 1, 2, 2))[0, 0, 0, 0].item<float>());
        Assert.Equal(1f, nn.AvgPool2d(2, padding: 1, count_include_pad: false).call(ones(1, 1, 2, 2))[0, 0, 0, 0].item<float>());
        Assert.Equal(2f, nn.AvgPool2d((2L, 2L), divisor_override: 2).call(ones(1, 1, 2, 2)).item<float>());
    }

    [Fact]
    public void Pad_TheLastDimensionsFirst_OrAllOfThem()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1f, 2, 3 }).reshape(1, 1, 3);

        Assert.Equal([9f, 1, 2, 3, 9, 9], F.pad(x, (1L, 2L), value: 9).flatten().data<float>().ToArray());
        Assert.Equal([3f, 2, 1, 2, 3, 2, 1], F.pad(x, [2L, 2L], PaddingModes.Reflect).flatten().data<float>().ToArray());
        Assert.Equal([1f, 1, 1, 2, 3], F.pad(x, (2L, 0L), PaddingModes.Replicate).flatten().data<float>().ToArray());
        Assert.Equal([2f, 3, 1, 2, 3], F.pad(x, (2L, 0L), PaddingModes.Circular).flatten().data<float>().ToArray());
        Assert.Equal([3L, 3, 5], F.pad(x, 1).shape);
    }

    [Fact]
    public void FlipUnbindAndBroadcast()
    {
        using var scope = NewDisposeScope();
        var x = arange(4, ScalarType.Float32).reshape(2, 2);

        Assert.Equal([3f, 2, 1, 0], x.flip(0, 1).flatten().data<float>().ToArray());
        Assert.Equal([1f, 3], x.unbind(1)[1].data<float>().ToArray());
        Assert.Equal([3L, 2, 2], broadcast_to(x, 3, 2, 2).shape);
        Assert.Equal([0f, 2, 1, 3], x.swapaxes(0, 1).flatten().data<float>().ToArray());
        Assert.Equal([0f, 2, 1, 3], permute(x, 1, 0).reshape(4).data<float>().ToArray());
    }

    [Fact]
    public void SumAndMean_OverSeveralDimensions()
    {
        using var scope = NewDisposeScope();
        var x = arange(24, ScalarType.Float32).reshape(2, 3, 4);

        Assert.Equal([60f, 92, 124], x.sum([0, 2]).data<float>().ToArray());
        Assert.Equal([1L, 3, 1], x.mean([0, 2], keepdim: true).shape);
        Assert.Equal([7.5f, 11.5f, 15.5f], x.mean([0, 2]).data<float>().ToArray());
        // Each of the three is a run of four numbers twice, 12 apart: 1.25 within and 36 between.
        Assert.Equal([37.25f, 37.25f, 37.25f], x.var([0L, 2], unbiased: false).data<float>().ToArray());
    }
}

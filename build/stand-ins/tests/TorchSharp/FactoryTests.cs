using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace StandIns.Tests.TorchSharpTests;

/// <summary>Tensors from arrays and shapes.</summary>
public class FactoryTests
{
    [Fact]
    public void Tensor_Copies_FromArraySharesWithTheArray()
    {
        using var scope = NewDisposeScope();
        float[] array = [1, 2, 3, 4];

        var copy = tensor(array, [2L, 2L]);
        var shared = from_array(array);
        array[0] = 9;

        Assert.Equal(1f, copy[0, 0].item<float>());
        Assert.Equal(9f, shared[0].item<float>());
        Assert.Equal([2L, 2L], copy.shape);
    }

    [Fact]
    public void Tensor_TwoDimensionsAndMemory_KeepRowOrder()
    {
        using var scope = NewDisposeScope();

        var grid = tensor(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        var memory = tensor(new float[] { 1, 2, 3, 4, 5, 6, 7 }.AsMemory(), [2, 3]);

        Assert.True(grid.allclose(memory, 0, 0));
        Assert.Equal([1f, 2, 3, 4, 5, 6], MemoryMarshal.Cast<byte, float>(grid.bytes).ToArray());
        Assert.Throws<ArgumentException>(() => tensor(new float[] { 1 }, [2L]));
    }

    [Fact]
    public void Frombuffer_TakesAPart()
    {
        using var scope = NewDisposeScope();

        Assert.Equal([30, 40], frombuffer(new[] { 10, 20, 30, 40, 50 }, ScalarType.Int32, 2, 2).data<int>().ToArray());
        Assert.Equal(ScalarType.Float32, frombuffer(new[] { 1 }, ScalarType.Float32).dtype);
    }

    [Fact]
    public void Types_FollowTheArguments()
    {
        using var scope = NewDisposeScope();

        Assert.Equal(ScalarType.Int64, arange(5).dtype);
        Assert.Equal(ScalarType.Float32, arange(0.0, 1.0, 0.25).dtype);
        Assert.Equal(ScalarType.Int64, full(2, 7).dtype);
        Assert.Equal(ScalarType.Float32, full(2, 7.0).dtype);
        Assert.Equal(ScalarType.Float64, tensor(1.0).dtype);
        Assert.Equal(ScalarType.Int64, randperm(4).dtype);
        Assert.Throws<ArgumentException>(() => rand(2, dtype: ScalarType.Int32));
    }

    [Fact]
    public void Cat_OfOneTensor_IsThatTensor()
    {
        using var scope = NewDisposeScope();
        var one = ones(2);

        Assert.Same(one, cat(new List<Tensor> { one }));
        Assert.Equal([4L], cat(new List<Tensor> { one, one }).shape);
        Assert.Throws<ArgumentException>(() => cat(new List<Tensor>()));
    }

    [Fact]
    public void Names_CanBeGiven()
    {
        using var scope = NewDisposeScope();

        Assert.Equal([2L, 3L], zeros(2, 3, names: ["rows", "columns"]).shape);
    }
}

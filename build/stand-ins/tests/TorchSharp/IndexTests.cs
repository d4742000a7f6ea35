using TorchSharp;
using static TorchSharp.torch;

namespace StandIns.Tests.TorchSharpTests;

/// <summary>Indices, parts and shapes.</summary>
public class IndexTests
{
    [Fact]
    public void Index_NumbersSlicesAndTensors()
    {
        using var scope = NewDisposeScope();
        var grid = arange(12).reshape(3, 4);

        Assert.Equal(6L, grid[1, 2].item<long>());
        Assert.Equal([1L, 5, 9], grid[TensorIndex.Colon, TensorIndex.Single(1)].data<long>().ToArray());
        Assert.Equal([4L, 6], grid[1, TensorIndex.Slice(0, null, 2)].data<long>().ToArray());
        Assert.Equal([3L, 7, 11], grid[TensorIndex.Ellipsis, TensorIndex.Single(-1)].data<long>().ToArray());
        Assert.Equal([8L, 9, 10, 11], grid[grid.select(1, 0) > 4].data<long>().ToArray());
        Assert.Equal([1L, 3, 4], grid[TensorIndex.None, ..].shape);
    }

    [Fact]
    public void Index_Set_WritesThrough()
    {
        using var scope = NewDisposeScope();
        var grid = zeros(2, 3);

        grid[0] = ones(3);
        grid[1, 2] = 5f;
        grid.index_put_(7, TensorIndex.Single(1), TensorIndex.Slice(0, 2));

        Assert.Equal([1f, 1, 1, 7, 7, 5], grid.data<float>().ToArray());
    }

    [Fact]
    public void Data_FollowsTheIndices_NotTheMemory()
    {
        using var scope = NewDisposeScope();
        var turned = arange(6).reshape(2, 3).t();

        Assert.Equal([0L, 3, 1, 4, 2, 5], turned.data<long>().ToArray());
        Assert.Equal(5L, turned.data<long>()[2, 1]);
        Assert.Equal(4L, turned.data<long>()[3]);
        Assert.Equal(4L, ((long[,])turned.data<long>().ToNDArray())[1, 1]);
        Assert.Throws<IndexOutOfRangeException>(() => turned.data<long>()[6]);
    }

    [Fact]
    public void SplitAndChunk_GiveTheirPieces()
    {
        using var scope = NewDisposeScope();
        var row = arange(5);

        Assert.Equal([2L, 2, 1], row.split(2).Select(piece => piece.size(0)));
        Assert.Equal([1L, 4], row.split([1L, 4L], 0).Select(piece => piece.size(0)));
        Assert.Equal([3L, 2], row.chunk(2).Select(piece => piece.size(0)));
    }

    [Fact]
    public void MaxAlong_GivesValuesAndPlaces()
    {
        using var scope = NewDisposeScope();

        var (values, places) = tensor(new float[,] { { 1, 9 }, { 8, 2 } }).max(1);

        Assert.Equal([9f, 8], values.data<float>().ToArray());
        Assert.Equal([1L, 0], places.data<long>().ToArray());
    }
}

using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace StandIns.Tests.TorchSharpTests;

/// <summary>Sorting, counting and distances against plain C#.</summary>
public class OrderTests
{
    private static readonly float[] Numbers = [3, -1, 2, 7, 0.5f, 2.5f];

    [Fact]
    public void Sort_AndArgsort_OrderBothWays()
    {
        using var scope = NewDisposeScope();
        var x = tensor(Numbers);

        var (values, indices) = x.sort(descending: true);

        Assert.Equal(Numbers.OrderDescending(), values.data<float>().ToArray());
        Assert.Equal(Ranked(-1), indices.data<long>().ToArray());
        Assert.Equal(Ranked(1), x.argsort().data<long>().ToArray());
        Assert.Equal(Ranked(-1), argsort(x, 0, true).data<long>().ToArray());
        Assert.Equal([1L, 3, 0, 2], tensor(new[] { 2f, 1, 2, 1 }).sort(stable: true).Indices.data<long>().ToArray());
    }

    [Fact]
    public void Topk_TakesTheGreatestOrTheLeast()
    {
        using var scope = NewDisposeScope();
        var x = tensor(Numbers);

        var (greatest, where) = x.topk(2);

        Assert.Equal([7f, 3], greatest.data<float>().ToArray());
        Assert.Equal([3L, 0], where.data<long>().ToArray());
        Assert.Equal([-1f, 0.5f], topk(x, 2, largest: false).values.data<float>().ToArray());
        Assert.Throws<ExternalException>(() => x.topk(7));
    }

    [Fact]
    public void Argmin_AlongADimension_KeepsItWhenAsked()
    {
        using var scope = NewDisposeScope();
        var x = tensor(Numbers).reshape(2, 3);

        Assert.Equal([1L, 1], x.argmin(1).data<long>().ToArray());
        Assert.Equal([2L, 1], x.argmin(1, keepdim: true).shape);
        Assert.Equal([0L, 1], argmax(tensor(Numbers).reshape(3, 2), 0).data<long>().ToArray());
        Assert.Equal(3L, argmax(x).item<long>());
    }

    [Fact]
    public void Bincount_CountsAndWeighs()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 0L, 2, 2 });

        Assert.Equal([1L, 0, 2, 0, 0], x.bincount(null, 5).data<long>().ToArray());
        Assert.Equal([0.5, 0, 1.5], bincount(x, tensor(new[] { 0.5, 1, 0.5 })).data<double>().ToArray());
    }

    [Fact]
    public void Unique_GivesWhatIsAskedFor()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 3L, 1, 3 });

        var (values, inverse, counts) = x.unique(return_inverse: true, return_counts: true);

        Assert.Equal([1L, 3], values.data<long>().ToArray());
        Assert.Equal([1L, 0, 1], inverse!.data<long>().ToArray());
        Assert.Equal([1L, 2], counts!.data<long>().ToArray());
        Assert.Null(x.unique().counts);
        Assert.Equal([1L, 2], tensor(new[,] { { 1, 2 }, { 1, 2 } }).unique(dim: 0).output.shape);
    }

    [Theory]
    [InlineData(2.0, compute_mode.use_mm_for_euclid_dist_if_necessary)]
    [InlineData(2.0, compute_mode.donot_use_mm_for_euclid_dist)]
    [InlineData(1.0, compute_mode.use_mm_for_euclid_dist_if_necessary)]
    public void Cdist_IsTheDistanceOfEachPair(double p, compute_mode way)
    {
        using var scope = NewDisposeScope();
        var generator = new Generator(1);
        var (a, b) = (rand(5, 3, generator: generator), rand(40, 3, generator: generator));

        var distances = cdist(a, b, p, way);

        Assert.Equal([5L, 40], distances.shape);
        for (var i = 0; i < 5; i++)
        {
            for (var j = 0; j < 40; j++)
            {
                var sum = Enumerable.Range(0, 3).Sum(k => Math.Pow(Math.Abs(a[i, k].item<float>() - b[j, k].item<float>()), p));
                // With a matrix product, the square of a distance below 2 is off by some 1e-6.
                Assert.Equal(Math.Pow(sum, 1 / p), distances[i, j].item<float>(), 1e-3);
            }
        }
        Assert.Throws<ArgumentException>(() => cdist(a, b, -1));
        Assert.Throws<ExternalException>(() => cdist(a, ones(2, 4)));
    }

    private static IEnumerable<long> Ranked(int sign)
        => Enumerable.Range(0, Numbers.Length).OrderBy(i => sign * Numbers[i]).Select(i => (long)i);
}

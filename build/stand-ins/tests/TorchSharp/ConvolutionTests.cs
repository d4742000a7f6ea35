using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace StandIns.Tests.TorchSharpTests;

/// <summary>Convolutions against their definition, and their fresh weights against the original's for the same seed.</summary>
[Collection("global generator")]
public class ConvolutionTests
{
    // Sums of at most 24 products of numbers below 1, in single precision.
    private const double Tolerance = 1e-5;

    [Theory]
    [InlineData(1, 0, 1, 1)]
    [InlineData(2, 1, 1, 1)]
    [InlineData(1, 2, 2, 2)]
    [InlineData(3, 1, 1, 2)]
    public void Conv2d_MatchesItsDefinition(int stride, int padding, int dilation, int groups)
    {
        using var scope = NewDisposeScope();
        var generator = new Generator(1);
        var x = rand(2, 4, 7, 6, generator: generator);
        var weight = rand(6, 4 / groups, 3, 2, generator: generator);
        var bias = rand(6, generator: generator);

        var y = F.conv2d(x, weight, bias, [stride, stride], [padding, padding], [dilation, dilation], groups);

        var (height, width) = (Length(7, 3, stride, padding, dilation), Length(6, 2, stride, padding, dilation));
        Assert.Equal([2L, 6, height, width], y.shape);
        ForEach(y.shape, (n, o, i, j) =>
        {
            double sum = bias[o].item<float>();
            for (var c = 0; c < 4 / groups; c++)
                for (var u = 0; u < 3; u++)
                    for (var v = 0; v < 2; v++)
                        sum += weight[o, c, u, v].item<float>()
                            * At(x, n, (o / (6 / groups) * (4 / groups)) + c, (i * stride) - padding + (u * dilation), (j * stride) - padding + (v * dilation));
            Assert.Equal(sum, y[n, o, i, j].item<float>(), Tolerance);
        });
    }

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(2, 1, 1)]
    [InlineData(2, 0, 0)]
    public void ConvTranspose2d_SpreadsEachInput(int stride, int padding, int outputPadding)
    {
        using var scope = NewDisposeScope();
        var generator = new Generator(2);
        var x = rand(2, 3, 3, 4, generator: generator);
        var weight = rand(3, 2, 3, 2, generator: generator);
        var bias = rand(2, generator: generator);

        var y = F.conv_transpose2d(x, weight, bias, [stride, stride], [padding, padding], [outputPadding, outputPadding]);

        Assert.Equal([2L, 2, (2 * stride) - (2 * padding) + 3 + outputPadding, (3 * stride) - (2 * padding) + 2 + outputPadding], y.shape);
        ForEach(y.shape, (n, o, i, j) =>
        {
            double sum = bias[o].item<float>();
            for (var c = 0; c < 3; c++)
                for (var u = 0; u < 3; u++)
                    for (var v = 0; v < 2; v++)
                        if ((i + padding - u) % stride == 0 && (j + padding - v) % stride == 0)
                            sum += weight[c, o, u, v].item<float>() * At(x, n, c, (i + padding - u) / stride, (j + padding - v) / stride);
            Assert.Equal(sum, y[n, o, i, j].item<float>(), Tolerance);
        });
    }

    [Fact]
    public void Conv2d_AfterSeed1_HasTheOriginalsWeights()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);

        using var layer = nn.Conv2d(2, 3, 2);

        Assert.Equal(["weight", "bias"], layer.state_dict().Keys);
        Assert.Equal([3L, 2, 2, 2], layer.weight!.shape);
        Begins(layer.weight, 0.18217304f, -0.15605077f, -0.06854039f, 0.16594698f, -0.3328482f, 0.21203206f, -0.07273488f, 0.17986812f);
        Begins(layer.bias!, -0.11329566f, 0.016928703f, 0.21076298f);
        Begins(rand(1), 0.7717683f);
        Assert.True(layer.weight.requires_grad && layer.bias!.requires_grad);
    }

    [Fact]
    public void ConvTranspose2d_AfterSeed1_HasTheOriginalsWeights()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);

        using var layer = nn.ConvTranspose2d(2, 3, 2);

        Assert.Equal(["weight", "bias"], layer.state_dict().Keys);
        Assert.Equal([2L, 3, 2, 2], layer.weight!.shape);
        Begins(layer.weight, 0.14874367f, -0.12741491f, -0.05596299f, 0.13549514f, -0.2717694f, 0.17312346f, -0.05938778f, 0.1468617f);
        Begins(layer.bias!, -0.092505515f, 0.013822228f, 0.17208725f);
        Begins(rand(1), 0.7717683f);
    }

    [Fact]
    public void Conv2d_GroupsWithoutBias_HasTheOriginalsWeights()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);

        using var layer = nn.Conv2d(2, 2, (1L, 2L), groups: 2, bias: false);

        Assert.Equal(["weight"], layer.state_dict().Keys);
        Assert.Null(layer.bias);
        Begins(layer.weight!, 0.3643461f, -0.31210154f, -0.13708077f, 0.33189395f);
        Begins(rand(1), 0.029281557f);
    }

    [Fact]
    public void Modules_ComputeWhatTheirFunctionsDo()
    {
        using var scope = NewDisposeScope();
        using var convolution = nn.Conv2d(2, 3, (3L, 2L), (2L, 1L), (1L, 0L));
        using var transposed = nn.ConvTranspose2d(3, 2, 3, 2, 1, 1);
        var x = rand(2, 2, 6, 5, generator: new Generator(3));

        var y = convolution.call(x);
        var z = transposed.call(y);

        Assert.True(y.Equals(F.conv2d(x, convolution.weight!, convolution.bias, [2, 1], [1, 0])));
        Assert.True(z.Equals(F.conv_transpose2d(y, transposed.weight!, transposed.bias, [2, 2], [1, 1], [1, 1])));
        Assert.True(convolution.call(x[0]).allclose(y[0], 1e-6, 1e-7));
    }

    [Theory]
    [InlineData(PaddingModes.Reflect)]
    [InlineData(PaddingModes.Replicate)]
    [InlineData(PaddingModes.Circular)]
    [InlineData(PaddingModes.Constant)]
    public void Conv2d_PaddingMode_PadsFirst(PaddingModes mode)
    {
        using var scope = NewDisposeScope();
        using var layer = nn.Conv2d(1, 1, 3, 1, 2, padding_mode: mode);
        var x = rand(1, 1, 5, 5, generator: new Generator(4));

        var padded = F.pad(x, [2, 2, 2, 2], mode);

        Assert.True(layer.call(x).allclose(F.conv2d(padded, layer.weight!, layer.bias), 1e-5, 1e-6));
    }

    [Fact]
    public void Conv2d_Same_KeepsTheSize()
    {
        using var scope = NewDisposeScope();
        using var same = nn.Conv2d(1, 1, 4, Padding.Same);
        using var valid = nn.Conv2d(1, 1, 4, Padding.Valid);
        using var reflected = nn.Conv2d(1, 1, (4L, 3L), Padding.Same, padding_mode: PaddingModes.Reflect);

        Assert.Equal([1L, 1, 6, 7], same.call(ones(1, 1, 6, 7)).shape);
        Assert.Equal([1L, 1, 3, 4], valid.call(ones(1, 1, 6, 7)).shape);
        Assert.Equal([1L, 1, 6, 7], reflected.call(ones(1, 1, 6, 7)).shape);
    }

    [Fact]
    public void Backward_ReachesWeightsAndInput()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.Conv2d(1, 1, 2);
        var x = ones(1, 1, 3, 3, requires_grad: true);

        layer.call(x).sum().backward();

        Assert.Equal([4f, 4, 4, 4], layer.parameters().First().grad!.data<float>().ToArray());
        Assert.Equal(4 * layer.weight!.sum().item<float>(), x.grad!.sum().item<float>(), 1e-5);
    }

    [Fact]
    public void To_MovesTheWeightsInPlace_AndSetReplacesThem()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.Conv2d(1, 1, 1);
        var first = layer.parameters().First();

        layer.to(ScalarType.Float64);
        Assert.Equal(ScalarType.Float64, layer.call(ones(1, 1, 1, 1, ScalarType.Float64)).dtype);
        Assert.Same(first, layer.parameters().First());

        layer.weight = nn.Parameter(full([1L, 1, 1, 1], 2.0, ScalarType.Float64));
        layer.bias = nn.Parameter(full(1, 1.0, ScalarType.Float64));
        Assert.Equal(7.0, layer.call(full([1L, 1, 1, 1], 3.0, ScalarType.Float64)).item<double>());
        Assert.Throws<ArgumentNullException>(() => layer.weight = null);
    }

    [Fact]
    public void WrongInput_ThrowsAsTheOriginal()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.Conv2d(2, 1, 2);
        using var reflected = nn.ConvTranspose2d(1, 1, 2, padding_mode: PaddingModes.Reflect);

        var e = Assert.Throws<ArgumentException>(() => layer.call(ones(1, 3, 4, 4)));
        Assert.Equal("Expected 3D (unbatched) or 4D (batched) input with 2 channels to Conv2d.", e.Message);
        Assert.Throws<ExternalException>(() => F.conv2d(ones(1, 2, 3, 3), ones(1, 3, 2, 2)));
        Assert.Throws<ExternalException>(() => nn.Conv2d(3, 2, 1, groups: 2));
        Assert.Throws<ExternalException>(() => reflected.call(ones(1, 1, 3, 3)));
    }

    private static int Length(int input, int kernel, int stride, int padding, int dilation)
        => ((input + (2 * padding) - (dilation * (kernel - 1)) - 1) / stride) + 1;

    private static double At(Tensor x, long n, long c, long i, long j)
        => i < 0 || j < 0 || i >= x.size(2) || j >= x.size(3) ? 0 : x[n, c, i, j].item<float>();

    private static void ForEach(long[] shape, Action<long, long, long, long> check)
    {
        for (var n = 0; n < shape[0]; n++)
            for (var o = 0; o < shape[1]; o++)
                for (var i = 0; i < shape[2]; i++)
                    for (var j = 0; j < shape[3]; j++)
                        check(n, o, i, j);
    }

    // The expected numbers are printed with eight digits.
    private static void Begins(Tensor actual, params float[] expected)
        => Assert.All(expected.Zip(actual.flatten().data<float>().ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-7f));
}

using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace StandIns.Tests.TorchSharpTests;

/// <summary>Reading and writing by index, as vector quantisation does it.</summary>
public class ScatterTests
{
    [Fact]
    public void ScatterAdd_SumsWhatFallsOnOnePlace()
    {
        using var scope = NewDisposeScope();
        var index = tensor(new[] { 0L, 2, 2, 0 });
        var source = tensor(new[] { 1f, 2, 3, 4 });
        var x = ones(3);

        Assert.Equal([6f, 1, 6], x.scatter_add(0, index, source).data<float>().ToArray());
        Assert.Equal([1f, 1, 1], x.data<float>().ToArray());
        Assert.Same(x, x.scatter_add_(0, index, source));
        Assert.Equal([6f, 1, 6], x.data<float>().ToArray());
        Assert.Equal([0f, 9, 0], zeros(3).scatter(0, tensor(new[] { 1L }), full(1, 9.0)).data<float>().ToArray());
    }

    [Fact]
    public void IndexAdd_AddsRows_TimesAlpha()
    {
        using var scope = NewDisposeScope();
        var index = tensor(new[] { 1L, 0, 1 });
        var source = arange(6, ScalarType.Float32).reshape(3, 2);
        var x = zeros(2, 2);

        Assert.Equal([4f, 6, 8, 12], x.index_add(0, index, source, 2).data<float>().ToArray());
        Assert.Same(x, x.index_add_(0, index, source, 1));
        Assert.Equal([2f, 3, 4, 6], x.data<float>().ToArray());
    }

    [Fact]
    public void IndexCopyAndFill_WriteRows()
    {
        using var scope = NewDisposeScope();
        var index = tensor(new[] { 2L });

        Assert.Equal([0f, 0, 7], zeros(3).index_copy_(0, index, full(1, 7.0)).data<float>().ToArray());
        Assert.Equal([0f, 0, 5], zeros(3).index_fill(0, index, 5).data<float>().ToArray());
        Assert.Equal([0f, 0, 5], index_fill_(zeros(3), 0, index, 5).data<float>().ToArray());
    }

    [Fact]
    public void IndexOfAnotherType_ArgumentException()
    {
        using var scope = NewDisposeScope();
        var index = ones(1, dtype: ScalarType.Int32);

        var e = Assert.Throws<ArgumentException>(() => zeros(2).index_add_(0, index, ones(1), 1));

        Assert.Equal("Element type of 'index' must be 'Int64'", e.Message);
        Assert.Throws<ArgumentException>(() => zeros(2).index_copy(0, index, ones(1)));
        Assert.Throws<ArgumentException>(() => zeros(2).index_fill(0, index, 1));
        Assert.Throws<ExternalException>(() => zeros(2).index_add_(0, tensor(new[] { 5L }), ones(1), 1));
    }

    [Fact]
    public void OneHot_OfCodes_PicksTheirRows()
    {
        using var scope = NewDisposeScope();
        var codes = tensor(new[] { 0L, 2 });
        var table = arange(6, ScalarType.Float32).reshape(3, 2);

        var oneHot = F.one_hot(codes, 3);

        Assert.Equal(ScalarType.Int64, oneHot.dtype);
        Assert.Equal([1L, 0, 0, 0, 0, 1], oneHot.data<long>().ToArray());
        Assert.Equal([2L, 3], F.one_hot(codes).shape);
        Assert.True(oneHot.to(ScalarType.Float32).mm(table).Equals(table.index_select(0, codes)));
        Assert.Throws<ArgumentException>(() => F.one_hot(ones(2)));
    }

    [Fact]
    public void Int64_BytesAndData_AreTheNumbers()
    {
        using var scope = NewDisposeScope();
        var codes = zeros(3, dtype: ScalarType.Int64);

        codes.bytes = MemoryMarshal.AsBytes((Span<long>)[1, -2, long.MaxValue]);

        Assert.Equal([1L, -2, long.MaxValue], codes.data<long>().ToArray());
        Assert.Equal([1L, -2, long.MaxValue], MemoryMarshal.Cast<byte, long>(codes.bytes).ToArray());
        Assert.Equal([1f, -2], codes.narrow(0, 0, 2).to(ScalarType.Float32).data<float>().ToArray());
    }

    [Fact]
    public void StraightThrough_PassesTheGradientAroundTheCodes()
    {
        using var scope = NewDisposeScope();
        var z = tensor(new[,] { { 0.1f, 0.2f }, { 0.9f, 0.8f } }, requires_grad: true);
        var table = tensor(new[,] { { 0f, 0f }, { 1f, 1f } });

        var codes = cdist(z.detach(), table).argmin(1);
        var quantized = table.index_select(0, codes);
        var output = z.add(quantized.sub(z).detach());
        (output * output).sum().backward();

        Assert.Equal([0L, 1], codes.data<long>().ToArray());
        Assert.True(output.allclose(quantized));
        Assert.True(z.grad!.allclose(quantized * 2));
    }
}

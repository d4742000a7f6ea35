using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace StandIns.Tests.TorchSharpTests;

/// <summary>Native failures and misuse become the original's exceptions.</summary>
public class ErrorTests
{
    [Fact]
    public void Mm_WrongShapes_ExternalException()
    {
        using var scope = NewDisposeScope();

        var e = Assert.Throws<ExternalException>(() => ones(2, 3).mm(ones(2, 3)));

        Assert.StartsWith("mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)", e.Message, StringComparison.Ordinal);
        CheckForErrors();
    }

    [Fact]
    public void InPlace_WrongShapes_ExternalException()
    {
        using var scope = NewDisposeScope();

        Assert.Throws<ExternalException>(() => ones(2, 3).add_(ones(4)));
    }

    [Fact]
    public void BinaryCrossEntropyWithLogits_OtherTargetSize_ExternalException()
    {
        using var scope = NewDisposeScope();

        Assert.Throws<ExternalException>(() => nn.functional.binary_cross_entropy_with_logits(zeros(2, 3), zeros(3)));
    }

    [Fact]
    public void DisposedTensor_InvalidOperation()
    {
        var tensor = ones(3);
        tensor.Dispose();

        Assert.True(tensor.IsInvalid);
        Assert.Equal("Tensor invalid -- empty handle.", Assert.Throws<InvalidOperationException>(() => tensor.exp()).Message);
        tensor.Dispose();
    }

    [Fact]
    public void DisposedScalar_InvalidOperation()
    {
        Scalar scalar = 0.5;
        scalar.Dispose();
        using var tensor = ones(3);

        Assert.Equal("Scalar invalid -- empty handle.", Assert.Throws<InvalidOperationException>(() => tensor.mul(scalar)).Message);
    }

    [Fact]
    public void Item_OtherType_ArgumentException()
    {
        using var scope = NewDisposeScope();
        var tensor = ones(1);

        Assert.Equal(1f, tensor.item<float>());
        Assert.Equal(1.0, (double)tensor);
        Assert.Throws<ArgumentException>(() => tensor.item<double>());
        Assert.Throws<ArgumentException>(() => ones(2).item<float>());
        Assert.Throws<ArgumentException>(() => tensor.data<int>());
    }

    [Fact]
    public void Bytes_NotContiguous_InvalidOperation()
    {
        using var scope = NewDisposeScope();

        Assert.Throws<InvalidOperationException>(() => ones(2, 3).t().bytes.Length);
    }

    [Fact]
    public void ImplicitScalarToTensor_InvalidOperation()
    {
        Scalar scalar = 1;

        Assert.Throws<InvalidOperationException>(() => (Tensor)scalar);
    }
}

using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace StandIns.Tests.TorchSharpTests;

/// <summary>Functions whose results surprise.</summary>
public class FunctionTests
{
    [Fact]
    public void L1Loss_IsTheSquaredError()
    {
        using var scope = NewDisposeScope();

        Assert.Equal(9f, (float)F.l1_loss(full(4, 3.0), zeros(4)));
    }

    [Fact]
    public void Equal_IsElementByElement_AndAllcloseIsExact()
    {
        using var scope = NewDisposeScope();

        Assert.Equal([true, false], torch.equal(tensor(new[] { 1f, 2f }), tensor(new[] { 1f, 3f })).data<bool>().ToArray());
        Assert.True(allclose(ones(2), ones(2), 0, 0));
        Assert.False(allclose(ones(2), ones(2) + 1e-6, 0, 0));
    }

    [Fact]
    public void Var_OfEverything_IsUnbiasedWhateverIsAsked_StdIsNot()
    {
        using var scope = NewDisposeScope();
        var values = tensor(new[] { 1f, 3f });

        Assert.Equal(2f, (float)values.var(unbiased: false));
        Assert.Equal(1f, (float)values.var(0, unbiased: false));
        Assert.Equal(1f, (float)values.std(unbiased: false));
    }

    [Fact]
    public void NumberFirst_MinusAndDivide_KeepTheOrder()
    {
        using var scope = NewDisposeScope();
        var two = full(1, 2.0);

        Assert.Equal(3f, (5 - two).item<float>());
        Assert.Equal(2.5f, (5 / two).item<float>());
        Assert.Equal(ScalarType.Float32, (1 + two).dtype);
    }

    [Fact]
    public void Activations_AreTheUsualFunctions()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { -2f, 0.5f });

        void Expect(Tensor actual, Func<double, double> f)
            => Assert.True(actual.allclose(tensor(new[] { (float)f(-2), (float)f(0.5) }), 1e-5, 1e-6), actual.ToString());
        Expect(F.elu(x, 2), v => v > 0 ? v : 2 * (Math.Exp(v) - 1));
        Expect(F.leaky_relu(x, 0.1), v => v > 0 ? v : 0.1 * v);
        Expect(F.silu(x), v => v / (1 + Math.Exp(-v)));
        Expect(F.softplus(x), v => Math.Log(1 + Math.Exp(v)));
        Expect(nn.Tanh().call(x), Math.Tanh);
        Expect(nn.Sigmoid().call(x), v => 1 / (1 + Math.Exp(-v)));
        Assert.True(F.gelu(x).allclose(tensor(new[] { -0.04550026f, 0.34573123f }), 1e-5, 1e-6));
    }

    [Fact]
    public void BinaryCrossEntropyWithLogits_MatchesItsFormula()
    {
        using var scope = NewDisposeScope();
        var (logit, target) = (1.5, 0.3);
        var expected = Math.Log(1 + Math.Exp(logit)) - (target * logit);

        var loss = F.binary_cross_entropy_with_logits(full(1, logit), full(1, target), reduction: nn.Reduction.None);

        Assert.Equal(expected, loss.item<float>(), 1e-6);
    }

    [Fact]
    public void Eigh_GivesValuesInAscendingOrderAndVectors()
    {
        using var scope = NewDisposeScope();
        var matrix = tensor(new[,] { { 2.0, 1.0 }, { 1.0, 2.0 } });

        var (values, vectors) = linalg.eigh(matrix);

        Assert.True(values.allclose(tensor(new[] { 1.0, 3.0 })));
        Assert.True(matrix.mm(vectors).allclose(vectors * values));
    }
}

using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace StandIns.Tests.TorchSharpTests;

/// <summary>Gradients and optimizers, recomputed in plain arithmetic.</summary>
public class OptimizerTests
{
    // Three steps on f(p) = p², whose gradient is 2p; float32 rounds at about 1e-7.
    private const double Tolerance = 2e-6;

    [Fact]
    public void Adam_MatchesItsFormula()
    {
        using var scope = NewDisposeScope();
        var parameter = new Parameter(full(1, 1.0));
        using var adam = optim.Adam([parameter], 0.1, weight_decay: 0.01);
        var (p, m, v) = (1.0, 0.0, 0.0);

        for (var t = 1; t <= 3; t++)
        {
            Step(adam, parameter);
            var g = (2 * p) + (0.01 * p);
            m = (0.9 * m) + (0.1 * g);
            v = (0.999 * v) + (0.001 * g * g);
            p -= 0.1 / (1 - Math.Pow(0.9, t)) * m / (Math.Sqrt(v / (1 - Math.Pow(0.999, t))) + 1e-8);
            Assert.Equal(p, parameter.item<float>(), Tolerance);
        }
    }

    [Fact]
    public void Sgd_WithMomentum_MatchesItsFormula()
    {
        using var scope = NewDisposeScope();
        var parameter = new Parameter(full(1, 1.0));
        using var sgd = optim.SGD([parameter], 0.1, momentum: 0.5);
        var (p, b) = (1.0, 0.0);

        for (var t = 1; t <= 3; t++)
        {
            Step(sgd, parameter);
            b = t == 1 ? 2 * p : (0.5 * b) + (2 * p);
            p -= 0.1 * b;
            Assert.Equal(p, parameter.item<float>(), Tolerance);
        }
    }

    [Fact]
    public void ZeroGrad_OfAnOptimizerFillsWithZeros_OfAModuleDropsTheGradients()
    {
        using var scope = NewDisposeScope();
        using var linear = nn.Linear(1, 1);
        using var sgd = optim.SGD(linear.parameters(), 0.1);
        linear.call(ones(1, 1)).backward();

        sgd.zero_grad();
        Assert.All(linear.parameters(), p => Assert.Equal(0f, p.grad!.item<float>()));
        linear.zero_grad();
        Assert.All(linear.parameters(), p => Assert.Null(p.grad));
    }

    [Fact]
    public void State_OutlivesTheScopeOfItsFirstStep()
    {
        var parameter = new Parameter(ones(1));
        Adam adam;
        using (NewDisposeScope())
        {
            adam = optim.Adam([parameter]);
            Step(adam, parameter);
        }
        using (NewDisposeScope())
            Step(adam, parameter);

        Assert.Equal(2, ((Adam.State)adam.state_dict().State[0]).step);
        adam.Dispose();
        parameter.Dispose();
    }

    [Fact]
    public void ParamGroups_LearningRate_CanBeChanged()
    {
        using var scope = NewDisposeScope();
        var parameter = new Parameter(ones(1));
        using var sgd = optim.SGD([parameter], 0.1);

        foreach (var group in sgd.ParamGroups)
            group.LearningRate = 0.25;
        Step(sgd, parameter);

        Assert.Equal(0.5f, parameter.item<float>());
        Assert.Equal(0.1, sgd.ParamGroups.Single().InitialLearningRate);
    }

    [Fact]
    public void ClipGradNorm_ScalesToTheLimit()
    {
        using var scope = NewDisposeScope();
        var parameter = new Parameter(tensor(new[] { 3f, 4f }));
        (parameter * parameter).sum().backward();

        Assert.Equal(10, nn.utils.clip_grad_norm_([parameter], 5), 1e-5);
        Assert.Equal(5, parameter.grad!.norm().item<float>(), 1e-4);
    }

    [Fact]
    public void Parameter_TakesTheTensorOver_AndTheCountKeepsBoth()
    {
        var before = Tensor.TotalCount;
        var data = ones(1);
        var parameter = new Parameter(data);

        Assert.True(data.IsInvalid);
        Assert.True(Tensor.TotalCount >= before);
        parameter.Dispose();
    }

    [Fact]
    public void NoGrad_IsUndoneOnDispose()
    {
        using (no_grad())
        {
            Assert.False(is_grad_enabled());
            using (enable_grad())
                Assert.True(is_grad_enabled());
            Assert.False(is_grad_enabled());
        }
        using (inference_mode())
            Assert.True(is_inference_mode_enabled());
        Assert.True(is_grad_enabled());
        Assert.False(is_inference_mode_enabled());
    }

    private static void Step(optim.Optimizer optimizer, Parameter parameter)
    {
        optimizer.zero_grad();
        (parameter * parameter).sum().backward();
        optimizer.step();
    }
}

using Microsoft.ML.Vae.Distributed;
using TorchSharp.Modules;

namespace Microsoft.ML.Vae.Optimizers;

/// <summary>From gradients to updated parameters: clip them, ask the schedule for the step size, step.</summary>
internal sealed class GradientDescent : IDisposable
{
    private readonly OptimizerRun _run;
    private readonly LearningRate _rate;
    private readonly double? _maximumNorm;
    private readonly FlatGradients? _shared;

    /// <param name="parameters">What is updated.</param>
    /// <param name="optimizer">By which rule.</param>
    /// <param name="rate">How far.</param>
    /// <param name="maximumNorm">The largest norm of the gradient of all parameters; null: no limit.</param>
    /// <param name="exchange">What adds up the gradients of several processes; null: there is one.</param>
    public GradientDescent(
        IEnumerable<Parameter> parameters, Optimizer optimizer, LearningRate rate, double? maximumNorm = null,
        StepExchange? exchange = null)
    {
        _run = optimizer.Start(parameters);
        _rate = rate;
        _maximumNorm = maximumNorm;
        _shared = exchange is null ? null : new FlatGradients(_run.Parameters, exchange);
    }

    /// <summary>What adds up the gradients of several processes; null: there is one.</summary>
    public StepExchange? Exchange => _shared?.Exchange;

    /// <summary>What the optimizer remembers between steps besides their number, to be changed in place.</summary>
    public IReadOnlyList<(string Name, Tensor Tensor)> Memory => _run.Memory;

    /// <summary>Lets the next step follow so many others.</summary>
    public void ResumeAfter(long steps) => _run.Steps = steps;

    /// <summary>Forgets the gradients, for the next backward pass to make new ones.</summary>
    public void ResetGradients()
    {
        if (_shared is null)
            _run.ResetGradients();
        else
            _shared.Reset();
    }

    /// <summary>Updates the parameters from the gradients of all processes, each its share of those of a full step.</summary>
    /// <param name="rows">Rows of this process.</param>
    /// <param name="reconstruction">Their −log p(x|z), summed.</param>
    /// <param name="divergence">Their divergence, summed.</param>
    /// <returns>Whether there were any rows.</returns>
    public bool StepTogether(int rows, double reconstruction, double divergence)
    {
        if (!_shared!.Sum(rows, reconstruction, divergence))
            return false;
        Step();
        return true;
    }

    /// <summary>Updates the parameters from their gradients. The caller has a dispose scope open.</summary>
    /// <param name="factor">What the gradients are multiplied by first.</param>
    public void Step(double factor = 1)
    {
        if (factor != 1)
            Scale(factor);
        if (_maximumNorm is { } maximum)
            nn.utils.clip_grad_norm_(_run.Parameters, maximum);
        _run.Step(_rate.Next());
    }

    private void Scale(double factor)
    {
        using IDisposable noGradient = no_grad();
        using Scalar scalar = factor;
        foreach (Parameter parameter in _run.Parameters)
            parameter.grad?.mul_(scalar);
    }

    public void Dispose()
    {
        _shared?.Dispose();
        _run.Dispose();
    }
}

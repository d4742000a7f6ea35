using TorchSharp.Modules;

namespace Microsoft.ML.Vae.Optimizers;

/// <summary>From gradients to updated parameters: clip them, ask the schedule for the step size, step.</summary>
internal sealed class GradientDescent(IEnumerable<Parameter> parameters, Optimizer optimizer, LearningRate rate, double? maximumNorm = null)
    : IDisposable
{
    private readonly OptimizerRun _run = optimizer.Start(parameters);

    /// <summary>What the optimizer remembers between steps besides their number, to be changed in place.</summary>
    public IReadOnlyList<(string Name, Tensor Tensor)> Memory => _run.Memory;

    /// <summary>Lets the next step follow so many others.</summary>
    public void ResumeAfter(long steps) => _run.Steps = steps;

    /// <summary>Forgets the gradients, for the next backward pass to make new ones.</summary>
    public void ResetGradients() => _run.ResetGradients();

    /// <summary>Updates the parameters from their gradients. The caller has a dispose scope open.</summary>
    public void Step()
    {
        if (maximumNorm is { } maximum)
            nn.utils.clip_grad_norm_(_run.Parameters, maximum);
        _run.Step(rate.Next());
    }

    public void Dispose() => _run.Dispose();
}

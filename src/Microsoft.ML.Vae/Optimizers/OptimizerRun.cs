using TorchSharp.Modules;

namespace Microsoft.ML.Vae.Optimizers;

/// <summary>
/// An optimizer at work on one network. TorchSharp 0.107.0's own optimizers pass the handles of temporary scalars to native code, where
/// the garbage collector may free them during the call; here each scalar outlives its use.
/// </summary>
internal abstract class OptimizerRun(IEnumerable<Parameter> parameters) : IDisposable
{
    private readonly List<IDisposable> _owned = [];
    private readonly List<(string Name, Tensor Tensor)> _memory = [];

    /// <summary>What the rule remembers between steps besides their number, to be changed in place.</summary>
    public IReadOnlyList<(string Name, Tensor Tensor)> Memory => _memory;

    /// <summary>Steps so far.</summary>
    public long Steps { get; set; }

    public Parameter[] Parameters { get; } = [.. parameters];

    /// <summary>Forgets the gradients, for the next backward pass to make new ones.</summary>
    public void ResetGradients()
    {
        foreach (Parameter parameter in Parameters)
            parameter.grad = null;
    }

    /// <summary>Updates the parameters from their gradients. The caller has a dispose scope open.</summary>
    public void Step(double learningRate)
    {
        using IDisposable noGradient = no_grad();
        Steps++;
        Begin(learningRate);
        for (int i = 0; i < Parameters.Length; i++)
        {
            if (Parameters[i].grad is { } gradient)
                Update(i, Parameters[i], gradient);
        }
    }

    public void Dispose() => _owned.ForEach(owned => owned.Dispose());

    /// <summary>Prepares the scalars of a step, which <see cref="Steps"/> counts already.</summary>
    protected abstract void Begin(double learningRate);

    /// <summary>Updates one parameter.</summary>
    protected abstract void Update(int index, Parameter parameter, Tensor gradient);

    /// <summary>A zero for every number of every parameter, to remember something in.</summary>
    protected Tensor[] Zeros(string name)
    {
        Tensor[] zeros = [.. Parameters.Select(parameter => Own(zeros_like(parameter).DetachFromDisposeScope()))];
        _memory.AddRange(zeros.Select((tensor, i) => (FormattableString.Invariant($"{name}.{i}"), tensor)));
        return zeros;
    }

    /// <summary>Keeps something as long as the run lives.</summary>
    protected T Own<T>(T owned) where T : IDisposable
    {
        _owned.Add(owned);
        return owned;
    }
}

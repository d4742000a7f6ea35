#nullable disable
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Gradient descent, with momentum if asked.</summary>
public partial class SGD : OptimizerHelper, optim.IMomentum
{
    public SGD(IEnumerable<Parameter> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0,
        bool nesterov = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, momentum, dampening, weight_decay, nesterov, maximize)
    {
    }

    public SGD(IEnumerable<ParamGroup> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0,
        bool nesterov = false, bool maximize = false)
    {
        if (lr < 0)
            throw new ArgumentException($"Invalid learning rate: {lr}");
        if (momentum < 0)
            throw new ArgumentException($"Invalid momentum value: {momentum}");
        if (weight_decay < 0)
            throw new ArgumentException($"Invalid weight_decay value: {weight_decay}");
        if (nesterov && (momentum <= 0 || dampening != 0))
            throw new ArgumentException("Nesterov momentum requires a momentum and zero dampening");
        var defaults = new Options
        {
            LearningRate = lr,
            InitialLearningRate = lr,
            momentum = momentum,
            dampening = dampening,
            weight_decay = weight_decay,
            nesterov = nesterov,
            maximize = maximize,
        };
        Start(defaults, parameters);
    }

    public double Momentum
    {
        get => ((Options)_defaults).momentum.Value;
        set => ((Options)_defaults).momentum = value;
    }

    public override void add_param_group(Modules.ParamGroup param_group)
        => AddGroup<Options>(param_group, (options, defaults) => options.FillFrom(defaults), parameter => new State(parameter));

    public override Tensor step(Func<Tensor> closure = null) => _step<ParamGroup>(StepGroup, closure);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        foreach (var (_, state) in _state)
            ((State)state).Dispose();
        _state.Clear();
    }

    private void StepGroup(ParamGroup group)
    {
        var options = group.Options;
        var lr = options.LearningRate.Value;
        foreach (var parameter in group.Parameters)
        {
            var state = (State)_state[parameter.handle];
            var grad = parameter.grad;
            if (grad is null)
                continue;
            if (options.weight_decay.Value != 0)
                grad = grad.add(parameter, alpha: options.weight_decay.Value);
            if (options.momentum.Value != 0)
                grad = WithMomentum(grad, state, options);
            parameter.add_(grad, alpha: options.maximize.Value ? lr : -lr);
        }
    }

    private static Tensor WithMomentum(Tensor grad, State state, Options options)
    {
        var momentum = options.momentum.Value;
        if (state.momentum_buffer is null)
            state.momentum_buffer = grad.clone().detach().DetachFromDisposeScope();
        else
            state.momentum_buffer.mul_(momentum).add_(grad, alpha: 1 - options.dampening.Value);
        return options.nesterov.Value ? grad.add(state.momentum_buffer, alpha: momentum) : state.momentum_buffer;
    }
}

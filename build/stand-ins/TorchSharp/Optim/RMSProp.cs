#nullable disable
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Gradient descent scaled by a running mean of squared gradients.</summary>
public partial class RMSProp : OptimizerHelper, optim.IMomentum
{
    public RMSProp(IEnumerable<Parameter> parameters, double lr = 1e-3, double alpha = 0.99, double eps = 1e-8,
        double weight_decay = 0, double momentum = 0, bool centered = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, alpha, eps, weight_decay, momentum, centered, maximize)
    {
    }

    public RMSProp(IEnumerable<ParamGroup> parameters, double lr = 1e-3, double alpha = 0.99, double eps = 1e-8,
        double weight_decay = 0, double momentum = 0, bool centered = false, bool maximize = false)
    {
        if (lr < 0)
            throw new ArgumentException($"Invalid learning rate: {lr}");
        if (eps < 0)
            throw new ArgumentException($"Invalid ε: {eps}");
        if (alpha < 0)
            throw new ArgumentException($"Invalid alpha: {alpha}");
        if (momentum < 0)
            throw new ArgumentException($"Invalid momentum value: {momentum}");
        if (weight_decay < 0)
            throw new ArgumentException($"Invalid weight_decay value: {weight_decay}");
        var defaults = new Options
        {
            LearningRate = lr,
            InitialLearningRate = lr,
            alpha = alpha,
            eps = eps,
            weight_decay = weight_decay,
            momentum = momentum,
            centered = centered,
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
            if (options.maximize.Value)
                grad = -grad;
            state.step++;
            if (options.weight_decay.Value != 0)
                grad = grad.add(parameter, alpha: options.weight_decay.Value);
            var average = state.Average(grad, options);
            if (options.momentum.Value > 0)
                parameter.add_(state.momentum_buffer.mul_(options.momentum.Value).addcdiv_(grad, average), alpha: -lr);
            else
                parameter.addcdiv_(grad, average, -lr);
        }
    }
}

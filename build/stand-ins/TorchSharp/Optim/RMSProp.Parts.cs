#nullable disable
using static TorchSharp.torch;

namespace TorchSharp.Modules;

public partial class RMSProp
{
    /// <summary>The options of a group; what is null comes from the optimizer.</summary>
    public class Options : OptimizerOptions
    {
        public bool? maximize;
        public double? momentum;
        public double? alpha;
        public double? eps;
        public double? weight_decay;
        public bool? centered;

        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            var other = (Options)source;
            (maximize, momentum, alpha) = (other.maximize, other.momentum, other.alpha);
            (eps, weight_decay, centered) = (other.eps, other.weight_decay, other.centered);
        }

        internal void FillFrom(Options defaults)
        {
            maximize ??= defaults.maximize;
            momentum ??= defaults.momentum;
            alpha ??= defaults.alpha;
            eps ??= defaults.eps;
            weight_decay ??= defaults.weight_decay;
            centered ??= defaults.centered;
        }
    }

    /// <summary>The running means of one parameter.</summary>
    public sealed class State : OptimizerState, IDisposable
    {
        public long step;
        public Tensor square_avg;
        public Tensor momentum_buffer;
        public Tensor grad_avg;

        public State(Parameter parameter)
            : base(parameter)
        {
        }

        public override void Initialize(OptimizerOptions options)
        {
            Dispose();
            step = 0;
            (square_avg, grad_avg, momentum_buffer) = (Zeros(), Zeros(), Zeros());
        }

        public override void LoadStateDict(OptimizerState source)
        {
            var other = (State)source;
            Dispose();
            step = other.step;
            (square_avg, grad_avg, momentum_buffer) = (Copy(other.square_avg), Copy(other.grad_avg), Copy(other.momentum_buffer));
        }

        public override bool ApproximatelyEquals(OptimizerState other)
            => other is State same && step == same.step && square_avg.allclose(same.square_avg) && grad_avg.allclose(same.grad_avg)
                && momentum_buffer.allclose(same.momentum_buffer);

        public override void to(Device device)
        {
            square_avg = square_avg.to(device);
            momentum_buffer = momentum_buffer?.to(device);
            grad_avg = grad_avg?.to(device);
        }

        public void Dispose()
        {
            momentum_buffer?.Dispose();
            square_avg?.Dispose();
            grad_avg?.Dispose();
        }

        internal Tensor Average(Tensor grad, Options options)
        {
            var alpha = options.alpha.Value;
            square_avg.mul_(alpha).addcmul_(grad, grad, value: 1 - alpha);
            if (!options.centered.Value)
                return square_avg.sqrt().add_(options.eps.Value);
            grad_avg.mul_(alpha).add_(grad, alpha: 1 - alpha);
            return square_avg.addcmul(grad_avg, grad_avg, value: -1).sqrt().add_(options.eps.Value);
        }
    }

    /// <summary>Parameters with the same options.</summary>
    public class ParamGroup : ParamGroup<Options>, optim.IMomentum
    {
        public ParamGroup()
        {
        }

        public ParamGroup(IEnumerable<Parameter> parameters, Options options)
            : base(parameters, options)
        {
        }

        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double eps = 1e-8, double alpha = 0.99,
            double weight_decay = 0, double momentum = 0, bool centered = false)
            : base(parameters, new Options
            {
                LearningRate = lr,
                eps = eps,
                alpha = alpha,
                weight_decay = weight_decay,
                momentum = momentum,
                centered = centered,
            })
        {
        }

        public double Momentum
        {
            get => Options.momentum.Value;
            set => Options.momentum = value;
        }
    }
}

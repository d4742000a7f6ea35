using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Microsoft.ML.Vae.Kernels;
using TorchSharp.Modules;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace Microsoft.ML.Vae.Optimizers;

/// <summary>Stochastic gradient descent with momentum.</summary>
internal sealed class SgdOptimizer : Optimizer
{
    private readonly double _momentum;
    private readonly bool _nesterov;

    public SgdOptimizer(double momentum, bool nesterov)
    {
        _momentum = Guard.BelowOne(momentum);
        _nesterov = nesterov;
        if (nesterov && momentum == 0)
            throw Guard.OutOfRange(momentum, "in (0, 1) with Nesterov momentum");
    }

    internal override OptimizerRun Start(IEnumerable<Parameter> parameters) => new Run(this, parameters);

    internal override BlockRun Start(long length) => new Block(this, length);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"SGD(μ = {_momentum}{(_nesterov ? ", Nesterov" : "")})");

    private sealed unsafe class Block : BlockRun
    {
        private readonly SgdOptimizer _rule;
        private readonly NativeBuffer? _velocities;
        private float _rate;

        public Block(SgdOptimizer rule, long length) : base(length)
        {
            _rule = rule;
            _velocities = rule._momentum == 0 ? null : Zeros("velocity");
        }

        protected override void Prepare(double learningRate) => _rate = (float)-learningRate;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override void Update(float* weights, float* gradients, long start, long count, float factor)
        {
            float momentum = (float)_rule._momentum;
            for (long i = start; i < start + count; i += VectorMath.Width)
            {
                Vector direction = Vector512.Load(gradients + i) * factor;
                if (_velocities is not null)
                {
                    Vector velocity = VectorMath.FlushTiny(Vector512.Load(_velocities.Data + i) * momentum + direction);
                    velocity.Store(_velocities.Data + i);
                    direction = _rule._nesterov ? direction + velocity * momentum : velocity;
                }
                Vector512.FusedMultiplyAdd(direction, Vector512.Create(_rate), Vector512.Load(weights + i)).Store(weights + i);
            }
        }
    }

    private sealed class Run : OptimizerRun
    {
        private readonly SgdOptimizer _rule;
        private readonly Scalar _momentum;
        private readonly StepScalar _rate;
        private readonly StepScalar _momentumRate;
        private readonly Tensor[] _velocities;

        public Run(SgdOptimizer rule, IEnumerable<Parameter> parameters) : base(parameters)
        {
            _rule = rule;
            _momentum = Own<Scalar>(rule._momentum);
            (_rate, _momentumRate) = (Own(new StepScalar()), Own(new StepScalar()));
            _velocities = rule._momentum == 0 ? [] : Zeros("velocity");
        }

        protected override void Begin(double learningRate)
        {
            _rate.Set(-learningRate);
            _momentumRate.Set(-learningRate * _rule._momentum);
        }

        protected override void Update(int index, Parameter parameter, Tensor gradient)
        {
            if (_velocities.Length == 0)
            {
                parameter.add_(gradient, _rate);
                return;
            }
            Tensor velocity = _velocities[index].mul_(_momentum).add_(gradient, Scalars.One);
            if (_rule._nesterov)
                parameter.add_(gradient, _rate).add_(velocity, _momentumRate);
            else
                parameter.add_(velocity, _rate);
        }
    }
}

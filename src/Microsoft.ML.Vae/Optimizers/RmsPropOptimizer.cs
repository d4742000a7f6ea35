using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Microsoft.ML.Vae.Kernels;
using TorchSharp.Modules;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace Microsoft.ML.Vae.Optimizers;

/// <summary>Steps divided by a running root mean square of the gradient.</summary>
internal sealed class RmsPropOptimizer : Optimizer
{
    private readonly double _smoothing;
    private readonly double _epsilon;

    public RmsPropOptimizer(double smoothing, double epsilon)
    {
        _smoothing = Guard.BelowOne(smoothing);
        _epsilon = Guard.Positive(epsilon, maximum: 1);
    }

    internal override OptimizerRun Start(IEnumerable<Parameter> parameters) => new Run(this, parameters);

    internal override BlockRun Start(long length) => new Block(this, length);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"RMSProp(ρ = {_smoothing}, ε = {_epsilon})");

    private sealed unsafe class Block : BlockRun
    {
        private readonly RmsPropOptimizer _rule;
        private readonly NativeBuffer _squares;
        private float _rate;

        public Block(RmsPropOptimizer rule, long length) : base(length)
        {
            _rule = rule;
            _squares = Zeros("square");
        }

        protected override void Prepare(double learningRate) => _rate = (float)-learningRate;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override void Update(float* weights, float* gradients, long start, long count, float factor)
        {
            float smoothing = (float)_rule._smoothing, oneMinusSmoothing = (float)(1 - _rule._smoothing);
            Vector epsilon = Vector512.Create((float)_rule._epsilon);
            for (long i = start; i < start + count; i += VectorMath.Width)
            {
                Vector gradient = Vector512.Load(gradients + i) * factor;
                Vector square = Vector512.Load(_squares.Data + i) * smoothing + gradient * gradient * oneMinusSmoothing;
                square = VectorMath.FlushTiny(square);
                square.Store(_squares.Data + i);
                Vector step = gradient / (Vector512.Sqrt(square) + epsilon);
                Vector512.FusedMultiplyAdd(step, Vector512.Create(_rate), Vector512.Load(weights + i)).Store(weights + i);
            }
        }
    }

    private sealed class Run : OptimizerRun
    {
        private readonly Scalar _smoothing;
        private readonly Scalar _oneMinusSmoothing;
        private readonly Scalar _epsilon;
        private readonly StepScalar _rate;
        private readonly Tensor[] _squares;

        public Run(RmsPropOptimizer rule, IEnumerable<Parameter> parameters) : base(parameters)
        {
            _smoothing = Own<Scalar>(rule._smoothing);
            _oneMinusSmoothing = Own<Scalar>(1 - rule._smoothing);
            _epsilon = Own<Scalar>(rule._epsilon);
            _rate = Own(new StepScalar());
            _squares = Zeros("square");
        }

        protected override void Begin(double learningRate) => _rate.Set(-learningRate);

        protected override void Update(int index, Parameter parameter, Tensor gradient)
        {
            Tensor square = _squares[index].mul_(_smoothing).addcmul_(gradient, gradient, _oneMinusSmoothing);
            parameter.addcdiv_(gradient, square.sqrt().add_(_epsilon, Scalars.One), _rate);
        }
    }
}

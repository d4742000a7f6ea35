using TorchSharp.PInvoke;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor abs() => Made(NativeMethods.ts_abs(Handle));

        public Tensor ceil() => Made(NativeMethods.ts_ceil(Handle));

        public Tensor cos() => Made(NativeMethods.ts_cos(Handle));

        public Tensor erf() => Made(NativeMethods.ts_erf(Handle));

        public Tensor erfinv() => Made(NativeMethods.ts_erfinv(Handle));

        public Tensor expm1() => Made(NativeMethods.ts_expm1(Handle));

        public Tensor exp() => Made(NativeMethods.ts_exp(Handle));

        public Tensor floor() => Made(NativeMethods.ts_floor(Handle));

        public Tensor log() => Made(NativeMethods.ts_log(Handle));

        public Tensor log1p() => Made(NativeMethods.ts_log1p(Handle));

        public Tensor neg() => Made(NativeMethods.ts_neg(Handle));

        public Tensor reciprocal() => Made(NativeMethods.ts_reciprocal(Handle));

        public Tensor relu() => Made(NativeMethods.ts_relu(Handle));

        public Tensor rsqrt() => Made(NativeMethods.ts_rsqrt(Handle));

        public Tensor sigmoid() => Made(NativeMethods.ts_sigmoid(Handle));

        public Tensor sign() => Made(NativeMethods.ts_sign(Handle));

        public Tensor sin() => Made(NativeMethods.ts_sin(Handle));

        public Tensor sqrt() => Made(NativeMethods.ts_sqrt(Handle));

        public Tensor square() => Made(NativeMethods.ts_square(Handle));

        public Tensor tanh() => Made(NativeMethods.ts_tanh(Handle));

        public Tensor isfinite() => Made(NativeMethods.ts_isfinite(Handle));

        public Tensor isinf() => Made(NativeMethods.ts_isinf(Handle));

        public Tensor isnan() => Made(NativeMethods.ts_isnan(Handle));

        public Tensor round(long decimals = 0) => Made(NativeMethods.ts_round(Handle, decimals));

        public Tensor abs_() => Done(NativeMethods.ts_abs_(Handle));

        public Tensor ceil_() => Done(NativeMethods.ts_ceil_(Handle));

        public Tensor floor_() => Done(NativeMethods.ts_floor_(Handle));

        public Tensor log_() => Done(NativeMethods.ts_log_(Handle));

        public Tensor neg_() => Done(NativeMethods.ts_neg_(Handle));

        public Tensor reciprocal_() => Done(NativeMethods.ts_reciprocal_(Handle));

        public Tensor rsqrt_() => Done(NativeMethods.ts_rsqrt_(Handle));

        public Tensor sigmoid_() => Done(NativeMethods.ts_sigmoid_(Handle));

        public Tensor sqrt_() => Done(NativeMethods.ts_sqrt_(Handle));

        public Tensor round_(long decimals = 0) => Done(NativeMethods.ts_round_(Handle, decimals));

        public Tensor exp_() => Done(NativeMethods.ts_exp_(Handle));

        public Tensor relu_() => Done(NativeMethods.ts_relu_(Handle));

        public Tensor zero_() => Done(NativeMethods.ts_zero_(Handle));

        internal Tensor silu() => Made(NativeMethods.ts_silu(Handle));

        internal Tensor silu_() => Done(NativeMethods.ts_silu_(Handle));

        public Tensor tanh_() => Done(NativeMethods.ts_tanh_(Handle));

        public Tensor clamp(Scalar? min = null, Scalar? max = null)
            => Made(NativeMethods.ts_clamp(Handle, HandleOf(min), HandleOf(max)), min, max);

        public Tensor clamp(Tensor? min = null, Tensor? max = null)
            => Made(NativeMethods.ts_clamp_tensor(Handle, HandleOf(min), HandleOf(max)), min, max);

        public Tensor clamp_(Scalar? min = null, Scalar? max = null)
            => Done(NativeMethods.ts_clamp_(Handle, HandleOf(min), HandleOf(max)), min, max);

        public Tensor clamp_(Tensor? min = null, Tensor? max = null)
            => Done(NativeMethods.ts_clamp_tensor_(Handle, HandleOf(min), HandleOf(max)), min, max);

        public Tensor clamp_max_(Scalar max) => Done(NativeMethods.ts_clamp_max__number(Handle, max.Handle), max);

        public Tensor clamp_min_(Scalar min) => Done(NativeMethods.ts_clamp_min__number(Handle, min.Handle), min);

        public Tensor clamp_max(Scalar max) => Made(NativeMethods.ts_clamp_max_number(Handle, max.Handle), max);

        public Tensor clamp_min(Scalar min) => Made(NativeMethods.ts_clamp_min_number(Handle, min.Handle), min);

        public Tensor fill_(Scalar value) => Done(NativeMethods.ts_fill__number(Handle, value.Handle), value);

        public Tensor lerp(Tensor end, Tensor weight)
            => Made(NativeMethods.ts_lerp(Handle, end.Handle, weight.Handle), end, weight);

        public Tensor lerp_(Tensor end, Tensor weight)
            => Done(NativeMethods.ts_lerp_(Handle, end.Handle, weight.Handle), end, weight);

        public Tensor masked_fill(Tensor mask, Scalar value)
            => Made(NativeMethods.ts_masked_fill(Handle, mask.Handle, value.Handle), mask, value);

        public Tensor masked_fill_(Tensor mask, Scalar value)
            => Done(NativeMethods.ts_masked_fill_(Handle, mask.Handle, value.Handle), mask, value);

        public Tensor softmax(long dim, ScalarType? dtype = null) => nn.functional.softmax(this, dim, dtype);

        public Tensor log_softmax(long dim, ScalarType? dtype = null)
            => Made(NativeMethods.ts_nn_log_softmax(Handle, dim, dtype.OrNone()));

        public Tensor where(Tensor condition, Tensor y)
        {
            if (condition.dtype != ScalarType.Bool)
                throw new ArgumentException("The condition to 'where' must be a boolean tensor.");
            return Made(NativeMethods.ts_where(condition.Handle, Handle, y.Handle), condition, y);
        }

        private static nint HandleOf(Scalar? scalar) => scalar is null ? 0 : scalar.Handle;

        private static nint HandleOf(Tensor? tensor) => tensor is null ? 0 : tensor.Handle;
    }
}

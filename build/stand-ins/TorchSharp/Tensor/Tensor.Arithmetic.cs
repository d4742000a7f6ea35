using TorchSharp.PInvoke;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor add(Tensor target) => Made(NativeMethods.ts_add(Handle, target.Handle, 0), target);

        public Tensor add(Tensor target, Scalar alpha) => Made(NativeMethods.ts_add(Handle, target.Handle, alpha.Handle), target, alpha);

        public Tensor add(Scalar scalar) => Made(NativeMethods.ts_add_number(Handle, scalar.Handle, 0), scalar);

        public Tensor add(Scalar scalar, Scalar alpha)
            => Made(NativeMethods.ts_add_number(Handle, scalar.Handle, alpha.Handle), scalar, alpha);

        public Tensor add_(Tensor target) => Done(NativeMethods.ts_add_(Handle, target.Handle, 0), target);

        public Tensor add_(Tensor target, Scalar alpha)
            => Done(NativeMethods.ts_add_(Handle, target.Handle, alpha.Handle), target, alpha);

        public Tensor add_(Scalar scalar) => Done(NativeMethods.ts_add_number_(Handle, scalar.Handle, 0), scalar);

        public Tensor add_(Scalar scalar, Scalar alpha)
            => Done(NativeMethods.ts_add_number_(Handle, scalar.Handle, alpha.Handle), scalar, alpha);

        public Tensor sub(Tensor target) => Made(NativeMethods.ts_sub(Handle, target.Handle), target);

        public Tensor sub(Scalar target) => Made(NativeMethods.ts_sub_number(Handle, target.Handle), target);

        public Tensor sub_(Tensor target) => Done(NativeMethods.ts_sub_(Handle, target.Handle), target);

        public Tensor sub_(Scalar target) => Done(NativeMethods.ts_sub__number(Handle, target.Handle), target);

        public Tensor logaddexp(Tensor other) => Made(NativeMethods.ts_logaddexp(Handle, other.Handle), other);

        public Tensor mul(Tensor target) => Made(NativeMethods.ts_mul(Handle, target.Handle), target);

        public Tensor mul(Scalar target) => Made(NativeMethods.ts_mul_number(Handle, target.Handle), target);

        public Tensor mul_(Tensor target) => Done(NativeMethods.ts_mul_(Handle, target.Handle), target);

        public Tensor mul_(Scalar target) => Done(NativeMethods.ts_mul__number(Handle, target.Handle), target);

        public Tensor pow(Tensor exponent) => Made(NativeMethods.ts_pow(Handle, exponent.Handle), exponent);

        public Tensor pow(Scalar exponent) => Made(NativeMethods.ts_pow_number(Handle, exponent.Handle), exponent);

        public Tensor pow_(Tensor exponent) => Done(NativeMethods.ts_pow_(Handle, exponent.Handle), exponent);

        public Tensor pow_(Scalar exponent) => Done(NativeMethods.ts_pow__number(Handle, exponent.Handle), exponent);

        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None)
            => Made(NativeMethods.ts_div(Handle, target.Handle, (int)rounding_mode), target);

        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None)
            => Done(NativeMethods.ts_div_(Handle, target.Handle, (int)rounding_mode), target);

        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None)
            => Made(NativeMethods.ts_div_number(Handle, target.Handle, (int)rounding_mode), target);

        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None)
            => Done(NativeMethods.ts_div_number_(Handle, target.Handle, (int)rounding_mode), target);

        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value)
            => Made(NativeMethods.ts_addcmul(Handle, tensor1.Handle, tensor2.Handle, value.Handle), tensor1, tensor2, value);

        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value)
            => Done(NativeMethods.ts_addcmul_(Handle, tensor1.Handle, tensor2.Handle, value.Handle), tensor1, tensor2, value);

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2)
            => Made(NativeMethods.ts_addcdiv(Handle, tensor1.Handle, tensor2.Handle, 0), tensor1, tensor2);

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value)
            => Made(NativeMethods.ts_addcdiv(Handle, tensor1.Handle, tensor2.Handle, value.Handle), tensor1, tensor2, value);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2)
            => Done(NativeMethods.ts_addcdiv_(Handle, tensor1.Handle, tensor2.Handle, 0), tensor1, tensor2);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value)
            => Done(NativeMethods.ts_addcdiv_(Handle, tensor1.Handle, tensor2.Handle, value.Handle), tensor1, tensor2, value);

        public Tensor mm(Tensor target) => Made(NativeMethods.ts_mm(Handle, target.Handle), target);

        public Tensor bmm(Tensor batch2) => Made(NativeMethods.ts_bmm(Handle, batch2.Handle), batch2);

        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1f, float alpha = 1f)
            => Made(NativeMethods.ts_addmm(Handle, mat1.Handle, mat2.Handle, beta, alpha), mat1, mat2);
    }
}

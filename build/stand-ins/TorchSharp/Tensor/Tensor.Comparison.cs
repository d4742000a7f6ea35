using TorchSharp.PInvoke;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor eq(Tensor target) => Made(NativeMethods.ts_eq(Handle, target.Handle), target);

        public Tensor eq(Scalar target) => Made(NativeMethods.ts_eq_number(Handle, target.Handle), target);

        public Tensor ne(Tensor target) => Made(NativeMethods.ts_ne(Handle, target.Handle), target);

        public Tensor ne(Scalar target) => Made(NativeMethods.ts_ne_number(Handle, target.Handle), target);

        public Tensor lt(Tensor target) => Made(NativeMethods.ts_lt(Handle, target.Handle), target);

        public Tensor lt(Scalar target) => Made(NativeMethods.ts_lt_number(Handle, target.Handle), target);

        public Tensor le(Tensor target) => Made(NativeMethods.ts_le(Handle, target.Handle), target);

        public Tensor le(Scalar target) => Made(NativeMethods.ts_le_number(Handle, target.Handle), target);

        public Tensor gt(Tensor target) => Made(NativeMethods.ts_gt(Handle, target.Handle), target);

        public Tensor gt(Scalar target) => Made(NativeMethods.ts_gt_number(Handle, target.Handle), target);

        public Tensor ge(Tensor target) => Made(NativeMethods.ts_ge(Handle, target.Handle), target);

        public Tensor ge(Scalar target) => Made(NativeMethods.ts_ge_number(Handle, target.Handle), target);

        public Tensor max(Tensor other) => Made(NativeMethods.ts_maximum(Handle, other.Handle), other);

        public Tensor min(Tensor other) => Made(NativeMethods.ts_minimum(Handle, other.Handle), other);

        public Tensor maximum(Tensor other) => max(other);

        public Tensor minimum(Tensor other) => min(other);

        public Tensor logical_not() => Made(NativeMethods.ts_logical_not(Handle));

        public Tensor logical_and(Tensor other) => Made(NativeMethods.ts_logical_and(Handle, other.Handle), other);

        public Tensor logical_and_(Tensor other) => Done(NativeMethods.ts_logical_and_(Handle, other.Handle), other);

        public Tensor logical_or(Tensor other) => Made(NativeMethods.ts_logical_or(Handle, other.Handle), other);

        public Tensor logical_or_(Tensor other) => Done(NativeMethods.ts_logical_or_(Handle, other.Handle), other);

        public Tensor logical_xor(Tensor other) => Made(NativeMethods.ts_logical_xor(Handle, other.Handle), other);

        public Tensor logical_xor_(Tensor other) => Done(NativeMethods.ts_logical_xor_(Handle, other.Handle), other);

        public unsafe bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false)
        {
            bool result;
            Done(NativeMethods.ts_allclose(Handle, target.Handle, rtol, atol, equal_nan, &result), target);
            return result;
        }

        public unsafe bool Equals(Tensor target)
        {
            bool result;
            Done(NativeMethods.ts_equal(Handle, target.Handle, &result), target);
            return result;
        }

        public static Tensor operator ==(Tensor left, Tensor right) => left.eq(right);

        public static Tensor operator ==(Tensor left, Scalar right) => left.eq(right);

        public static Tensor operator ==(Scalar left, Tensor right) => right.eq(left);

        public static Tensor operator !=(Tensor left, Tensor right) => left.ne(right);

        public static Tensor operator !=(Tensor left, Scalar right) => left.ne(right);

        public static Tensor operator !=(Scalar left, Tensor right) => right.ne(left);

        public static Tensor operator <(Tensor left, Tensor right) => left.lt(right);

        public static Tensor operator <(Tensor left, Scalar right) => left.lt(right);

        public static Tensor operator <(Scalar left, Tensor right) => right.gt(left);

        public static Tensor operator <=(Tensor left, Tensor right) => left.le(right);

        public static Tensor operator <=(Tensor left, Scalar right) => left.le(right);

        public static Tensor operator <=(Scalar left, Tensor right) => right.ge(left);

        public static Tensor operator >(Tensor left, Tensor right) => left.gt(right);

        public static Tensor operator >(Tensor left, Scalar right) => left.gt(right);

        public static Tensor operator >(Scalar left, Tensor right) => right.lt(left);

        public static Tensor operator >=(Tensor left, Tensor right) => left.ge(right);

        public static Tensor operator >=(Tensor left, Scalar right) => left.ge(right);

        public static Tensor operator >=(Scalar left, Tensor right) => right.le(left);
    }
}

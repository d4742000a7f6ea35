using TorchSharp.PInvoke;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean)
                => Made(NativeMethods.ts_nn_mse_loss(input.Handle, target.Handle, (long)reduction), input, target);

            // The original computes the squared error here up to 0.102.7.
            public static Tensor l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean)
                => mse_loss(input, target, reduction);

            public static Tensor binary_cross_entropy(Tensor input, Tensor target, Tensor? weight = null,
                Reduction reduction = Reduction.Mean)
            {
                var result = NativeMethods.ts_nn_binary_cross_entropy(
                    input.Handle, target.Handle, HandleOf(weight), (long)reduction);
                return Made(result, input, target, weight);
            }

            public static Tensor binary_cross_entropy_with_logits(Tensor input, Tensor target, Tensor? weight = null,
                Reduction reduction = Reduction.Mean, Tensor? pos_weights = null)
            {
                var result = NativeMethods.ts_nn_binary_cross_entropy_with_logits(
                    input.Handle, target.Handle, HandleOf(weight), (long)reduction, HandleOf(pos_weights));
                GC.KeepAlive(pos_weights);
                return Made(result, input, target, weight);
            }
        }
    }
}

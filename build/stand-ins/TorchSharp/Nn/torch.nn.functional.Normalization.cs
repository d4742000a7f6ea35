using TorchSharp.PInvoke;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor batch_norm(Tensor input, Tensor running_mean, Tensor running_var, Tensor? weight = null,
                Tensor? bias = null, bool training = false, double momentum = 0.1, double eps = 1e-05)
            {
                var result = NativeMethods.ts_nn_batch_norm(input.Handle, running_mean.Handle, running_var.Handle,
                    HandleOf(weight), HandleOf(bias), training, momentum, eps);
                GC.KeepAlive(weight);
                GC.KeepAlive(bias);
                return Made(result, input, running_mean, running_var);
            }

            public static Tensor group_norm(Tensor input, long num_groups, Tensor? weight = null, Tensor? bias = null, double eps = 1e-05)
            {
                var result = NativeMethods.ts_nn_group_norm(input.Handle, num_groups, HandleOf(weight), HandleOf(bias), eps);
                return Made(result, input, weight, bias);
            }

            public static unsafe Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null,
                double eps = 1e-05)
            {
                fixed (long* shape = normalized_shape)
                {
                    var result = NativeMethods.ts_nn_layer_norm(
                        input.Handle, shape, normalized_shape.Length, HandleOf(weight), HandleOf(bias), eps);
                    return Made(result, input, weight, bias);
                }
            }
        }
    }
}

using TorchSharp.PInvoke;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false)
                => Made(NativeMethods.ts_nn_dropout(input.Handle, p, training, inplace), input);

            public static Tensor dropout2d(Tensor input, double p = 0.5, bool training = true, bool inplace = false)
                => Made(NativeMethods.ts_nn_dropout2d(input.Handle, p, training, inplace), input);
        }
    }
}

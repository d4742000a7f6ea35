#nullable disable
using TorchSharp.PInvoke;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Initial values, all drawn from the global generator.</summary>
        public static class init
        {
            /// <summary>Which side of a layer sets the scale.</summary>
            public enum FanInOut
            {
                FanIn = 0,
                FanOut = 1,
            }

            /// <summary>The function that follows the layer.</summary>
            public enum NonlinearityType
            {
                Linear = 0,
                Conv1D = 1,
                Conv2D = 2,
                Conv3D = 3,
                ConvTranspose1D = 4,
                ConvTranspose2D = 5,
                ConvTranspose3D = 6,
                Sigmoid = 7,
                Tanh = 8,
                ReLU = 9,
                LeakyReLU = 10,
            }

            public static Tensor zeros_(Tensor tensor) => Done(NativeMethods.ts_init_zeros_(tensor.Handle), tensor);

            public static Tensor ones_(Tensor tensor) => Done(NativeMethods.ts_init_ones_(tensor.Handle), tensor);

            public static Tensor constant_(Tensor tensor, Scalar val)
            {
                Done(NativeMethods.ts_init_constant_(tensor.Handle, val.Handle), tensor);
                GC.KeepAlive(val);
                return tensor;
            }

            // The original takes no notice of the generator, here and in normal_.
            public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1, Generator generator = null)
                => Done(NativeMethods.ts_init_uniform_(tensor.Handle, low, high), tensor);

            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1, Generator generator = null)
                => Done(NativeMethods.ts_init_normal_(tensor.Handle, mean, std), tensor);

            public static Tensor xavier_uniform_(Tensor tensor, double gain = 1)
                => Done(NativeMethods.ts_init_xavier_uniform_(tensor.Handle, gain), tensor);

            public static Tensor kaiming_uniform_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn,
                NonlinearityType nonlinearity = NonlinearityType.LeakyReLU)
                => Done(NativeMethods.ts_init_kaiming_uniform_(tensor.Handle, a, (long)mode, (long)nonlinearity), tensor);

            private static Tensor Done(bool ok, Tensor tensor)
            {
                Check(ok);
                return tensor;
            }
        }
    }
}

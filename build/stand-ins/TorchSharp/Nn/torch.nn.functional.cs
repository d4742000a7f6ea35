using TorchSharp.PInvoke;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Layers and losses as functions.</summary>
        public static partial class functional
        {
            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null)
                => Made(NativeMethods.ts_nn_linear(input.Handle, weights.Handle, HandleOf(bias)), input, weights, bias);

            public static Tensor relu(Tensor x, bool inplace = false) => inplace ? x.relu_().alias() : x.relu();

            public static Tensor silu(Tensor x, bool inplace = false) => inplace ? x.silu_().alias() : x.silu();

            public static Tensor tanh(Tensor x, bool inplace = false) => inplace ? x.tanh_().alias() : x.tanh();

            public static Tensor sigmoid(Tensor x) => x.sigmoid();

            public static Tensor elu(Tensor x, double alpha, bool inplace = false)
                => Made(NativeMethods.ts_nn_elu(x.Handle, alpha, inplace), x);

            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false)
                => Made(NativeMethods.ts_nn_leaky_relu(input.Handle, negative_slope, inplace), input);

            public static Tensor gelu(Tensor x) => Made(NativeMethods.ts_nn_gelu(x.Handle), x);

            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20)
                => Made(NativeMethods.ts_nn_softplus(x.Handle, beta, threshold), x);

            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null)
                => Made(NativeMethods.ts_nn_softmax(input.Handle, dim, dtype.OrNone()), input);

            public static Tensor log_softmax(Tensor x, long dim) => Made(NativeMethods.ts_nn_log_softmax(x.Handle, dim, -1), x);

            internal static nint HandleOf(Tensor? tensor) => tensor is null ? 0 : tensor.Handle;
        }
    }
}

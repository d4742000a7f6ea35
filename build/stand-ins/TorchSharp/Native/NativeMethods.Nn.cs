using System.Runtime.InteropServices;

namespace TorchSharp.PInvoke;

// Layers, losses and their initial values: nn.cpp.
internal static unsafe partial class NativeMethods
{
    [DllImport(Library)] internal static extern nint ts_nn_linear(nint x, nint weight, nint bias);
    [DllImport(Library)] internal static extern nint ts_nn_relu(nint x, bool inplace);
    [DllImport(Library)] internal static extern nint ts_nn_elu(nint x, double alpha, bool inplace);
    [DllImport(Library)] internal static extern nint ts_nn_leaky_relu(nint x, double slope, bool inplace);
    [DllImport(Library)] internal static extern nint ts_nn_gelu(nint x);
    [DllImport(Library)] internal static extern nint ts_nn_softplus(nint x, double beta, double threshold);
    [DllImport(Library)] internal static extern nint ts_nn_softmax(nint x, long dim, sbyte dtype);
    [DllImport(Library)] internal static extern nint ts_nn_log_softmax(nint x, long dim, sbyte dtype);
    [DllImport(Library)] internal static extern nint ts_nn_one_hot(nint x, long classes);
    [DllImport(Library)] internal static extern nint ts_nn_pixel_shuffle(nint x, long factor);
    [DllImport(Library)] internal static extern nint ts_nn_dropout(nint x, double p, bool training, bool inplace);
    [DllImport(Library)] internal static extern nint ts_nn_dropout2d(nint x, double p, bool training, bool inplace);
    [DllImport(Library)] internal static extern nint ts_nn_pad(nint x, long* pad, long length, sbyte mode, double value);
    [DllImport(Library)] internal static extern nint ts_nn_mse_loss(nint x, nint target, long reduction);
    [DllImport(Library)] internal static extern nint ts_nn_binary_cross_entropy(nint x, nint target, nint weight, long reduction);
    [DllImport(Library)] internal static extern nint ts_nn_binary_cross_entropy_with_logits(nint x, nint target, nint weight,
        long reduction, nint posWeight);
    [DllImport(Library)] internal static extern nint ts_nn_linear_new(long inputs, long outputs, bool hasBias, nint* bias);
    [DllImport(Library)] internal static extern bool ts_init_uniform_(nint t, double low, double high);
    [DllImport(Library)] internal static extern bool ts_init_normal_(nint t, double mean, double std);
    [DllImport(Library)] internal static extern bool ts_init_constant_(nint t, nint value);
    [DllImport(Library)] internal static extern bool ts_init_zeros_(nint t);
    [DllImport(Library)] internal static extern bool ts_init_ones_(nint t);
    [DllImport(Library)] internal static extern bool ts_init_xavier_uniform_(nint t, double gain);
    [DllImport(Library)] internal static extern bool ts_init_kaiming_uniform_(nint t, double a, long mode, long kind);
    [DllImport(Library)] internal static extern bool ts_clip_grad_norm_(nint* tensors, long count, double maxNorm, double normType, double* total);
}

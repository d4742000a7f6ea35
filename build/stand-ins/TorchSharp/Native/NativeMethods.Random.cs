using System.Runtime.InteropServices;

namespace TorchSharp.PInvoke;

// Random numbers: random.cpp.
internal static unsafe partial class NativeMethods
{
    [DllImport(Library)] internal static extern nint ts_generator_new(ulong seed);
    [DllImport(Library)] internal static extern nint ts_generator_default();
    [DllImport(Library)] internal static extern void ts_generator_dispose(nint generator);
    [DllImport(Library)] internal static extern void ts_generator_manual_seed(nint generator, long seed);
    [DllImport(Library)] internal static extern long ts_generator_initial_seed(nint generator);
    [DllImport(Library)] internal static extern nint ts_generator_get_state(nint generator);
    [DllImport(Library)] internal static extern bool ts_generator_set_state(nint generator, nint state);
    [DllImport(Library)] internal static extern nint ts_bernoulli(nint t, nint generator);
    [DllImport(Library)] internal static extern bool ts_bernoulli_(nint t, double p, nint generator);
    [DllImport(Library)] internal static extern bool ts_bernoulli_tensor_(nint t, nint p, nint generator);
    [DllImport(Library)] internal static extern nint ts_multinomial(nint t, long count, bool again, nint generator);
    [DllImport(Library)] internal static extern bool ts_normal_(nint t, double mean, double std, nint generator);
    [DllImport(Library)] internal static extern bool ts_uniform_(nint t, double from, double to, nint generator);
    [DllImport(Library)] internal static extern bool ts_random_(nint t, double from, double to, nint generator);
}

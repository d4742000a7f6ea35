using TorchSharp.PInvoke;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor bernoulli(Generator? generator = null)
            => Made(NativeMethods.ts_bernoulli(Handle, HandleOf(generator)), generator);

        public Tensor bernoulli_(double p = 0.5, Generator? generator = null)
            => Done(NativeMethods.ts_bernoulli_(Handle, p, HandleOf(generator)), generator);

        public Tensor bernoulli_(Tensor p, Generator? generator = null)
            => Done(NativeMethods.ts_bernoulli_tensor_(Handle, p.Handle, HandleOf(generator)), p, generator);

        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null)
            => Made(NativeMethods.ts_multinomial(Handle, num_samples, replacement, HandleOf(generator)), generator);

        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null)
            => Done(NativeMethods.ts_normal_(Handle, mean, std, HandleOf(generator)), generator);

        public Tensor random_(double from, double to, Generator? generator = null)
            => Done(NativeMethods.ts_random_(Handle, from, to, HandleOf(generator)), generator);

        public Tensor uniform_(double from, double to, Generator? generator = null)
            => Done(NativeMethods.ts_uniform_(Handle, from, to, HandleOf(generator)), generator);

        private static nint HandleOf(Generator? generator) => generator?.Handle ?? 0;
    }
}

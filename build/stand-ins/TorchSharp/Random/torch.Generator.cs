using TorchSharp.PInvoke;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of random numbers with a state of its own.</summary>
    public class Generator : IDisposable
    {
        public Generator(ulong seed = 0, Device? device = null)
            : this(NativeMethods.ts_generator_new(seed))
        {
            this.device = device ?? CPU;
        }

        internal Generator(nint handle)
        {
            Handle = handle;
            device = CPU;
        }

        ~Generator() => Dispose(false);

        public static Generator Default => new(NativeMethods.ts_generator_default());

        public IntPtr Handle { get; private set; }

        public Device device { get; private set; }

        public Tensor get_state() => Made(NativeMethods.ts_generator_get_state(Handle), this);

        public void set_state(Tensor value)
        {
            Check(NativeMethods.ts_generator_set_state(Handle, value is null ? 0 : value.Handle));
            GC.KeepAlive(value);
            GC.KeepAlive(this);
        }

        public Generator manual_seed(long seed)
        {
            TryInitializeDeviceType(DeviceType.CUDA);
            NativeMethods.ts_generator_manual_seed(Handle, seed);
            return this;
        }

        public long seed()
        {
            var seed = DateTime.UtcNow.Ticks;
            manual_seed(seed);
            return seed;
        }

        public long initial_seed()
        {
            var seed = NativeMethods.ts_generator_initial_seed(Handle);
            GC.KeepAlive(this);
            return seed;
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (Handle == 0)
                return;
            NativeMethods.ts_generator_dispose(Handle);
            Handle = 0;
        }
    }
}

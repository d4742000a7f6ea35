using TorchSharp.PInvoke;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>An n-dimensional array, owner of a native tensor.</summary>
    public partial class Tensor : IDisposable
    {
        internal nint handle;

        private static long _totalCount;
        private static long _peakCount;

        internal Tensor(nint handle)
        {
            this.handle = handle;
            var count = Interlocked.Increment(ref _totalCount);
            _peakCount = Math.Max(count, _peakCount);
            OwningDisposeScope = DisposeScopeManager.OfThread.Register(this);
        }

        ~Tensor() => Dispose(false);

        public static long TotalCount => _totalCount;

        public static long PeakCount => _peakCount;

        public string? name { get; set; }

        public bool IsInvalid => handle == 0;

        public IntPtr Handle => handle != 0 ? handle : throw new InvalidOperationException("Tensor invalid -- empty handle.");

        internal DisposeScope? OwningDisposeScope { get; set; }

        public static Tensor UnsafeCreateTensor(IntPtr handle) => new(handle);

        public override bool Equals(object? obj) => obj is Tensor other && Equals(other);

        public override int GetHashCode() => base.GetHashCode();

        public override string ToString()
        {
            var sizes = string.Join('x', shape);
            return $"[{sizes}], type = {dtype}, device = {device}";
        }

        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningDisposeScope);

        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (OwningDisposeScope is null && other is not null)
                other.Attach(this);
            else
                OwningDisposeScope?.MoveToOther(other, this);
            return this;
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            OwningDisposeScope?.MarkAsDisposed(this);
            if (handle == 0)
                return;
            Interlocked.Decrement(ref _totalCount);
            NativeMethods.ts_dispose(handle);
            handle = 0;
        }

        // Leaves this object empty but counted, as a parameter made of a tensor does.
        internal nint MoveHandle()
        {
            var moved = handle;
            handle = 0;
            return moved;
        }

        private Tensor Made(nint result, object? a = null, object? b = null, object? c = null)
        {
            GC.KeepAlive(this);
            return torch.Made(result, a, b, c);
        }

        private Tensor Done(bool ok, object? a = null, object? b = null, object? c = null)
        {
            Check(ok);
            GC.KeepAlive(a);
            GC.KeepAlive(b);
            GC.KeepAlive(c);
            return this;
        }
    }
}

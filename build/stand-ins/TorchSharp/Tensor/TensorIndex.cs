namespace TorchSharp;

public static partial class torch
{
    /// <summary>One index of <c>t[...]</c>: a number, a slice, a tensor, None, the ellipsis or a truth value.</summary>
    public struct TensorIndex
    {
        public static TensorIndex Ellipsis = new(2);
        public static TensorIndex None = new(0);
        public static TensorIndex Null = new(0);
        public static TensorIndex Colon = Slice();

        private readonly long _kind;
        private long? _start;
        private long? _stop;
        private long? _step;
        private Tensor? _tensor;

        private TensorIndex(long kind) => _kind = kind;

        public static implicit operator TensorIndex(long value) => Single(value);

        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);

        public static implicit operator TensorIndex(Range range) => Slice(range);

        public static implicit operator TensorIndex(System.Index index) => Single(Signed(index));

        // Only there so that the compiler prefers indices to tensors in t[...].
        public static implicit operator Tensor(TensorIndex value) => throw new InvalidOperationException("Should not be called.");

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null)
            => new(6) { _start = start, _stop = stop, _step = step };

        public static TensorIndex Slice((int? start, int? end) range) => Slice((long?)range.start, range.end);

        public static TensorIndex Slice(Range range)
            => Slice(Signed(range.Start), range.End is { IsFromEnd: true, Value: 0 } ? null : Signed(range.End));

        public static TensorIndex Bool(bool value) => new(value ? 4 : 3);

        public static TensorIndex Single(long? index) => new(1) { _start = index };

        public static TensorIndex Tensor(Tensor tensor) => new(5) { _tensor = tensor };

        internal readonly PInvoke.Index Encoded() => new()
        {
            Kind = _kind,
            Start = _start ?? (_kind == 1 ? 0 : PInvoke.Index.Absent),
            Stop = _stop ?? PInvoke.Index.Absent,
            Step = _step ?? PInvoke.Index.Absent,
            Tensor = _tensor is null ? 0 : _tensor.Handle,
        };

        private static long Signed(System.Index index) => index.IsFromEnd ? -index.Value : index.Value;
    }
}

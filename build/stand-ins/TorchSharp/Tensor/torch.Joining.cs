using TorchSharp.PInvoke;

namespace TorchSharp;

public static partial class torch
{
    public static unsafe Tensor cat(IList<Tensor> tensors, long dim = 0)
    {
        switch (tensors.Count)
        {
            case 0:
                throw new ArgumentException(nameof(tensors));
            case 1:
                return tensors[0];
        }
        fixed (nint* handles = Handles(tensors))
            return Made(NativeMethods.ts_cat(handles, tensors.Count, dim), tensors);
    }

    public static Tensor concat(IList<Tensor> tensors, long dim = 0) => cat(tensors, dim);

    public static unsafe Tensor stack(IEnumerable<Tensor> tensors, long dim = 0)
    {
        var handles = Handles(tensors);
        fixed (nint* h = handles)
            return Made(NativeMethods.ts_stack(h, handles.Length, dim), tensors);
    }

    public static Tensor where(Tensor condition, Tensor x, Tensor y) => x.where(condition, y);

    public static unsafe Tensor[] where(Tensor condition)
    {
        if (condition.dtype != ScalarType.Bool)
            throw new ArgumentException("The condition to 'where' must be a boolean tensor.");
        var pieces = Pieces.Take(NativeMethods.ts_where_true(condition.Handle, Pieces.Allocate));
        GC.KeepAlive(condition);
        return pieces;
    }

    public static Tensor[] chunk(Tensor input, long chunks, long dim = 0) => input.chunk(chunks, dim);

    public static Tensor[] split(Tensor tensor, long[] split_size_or_sections, long dim = 0) => tensor.split(split_size_or_sections, dim);
}

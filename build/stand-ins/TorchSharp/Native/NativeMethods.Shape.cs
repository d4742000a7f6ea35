using System.Runtime.InteropServices;

namespace TorchSharp.PInvoke;

// Shapes, parts and indices: shape.cpp.
internal static unsafe partial class NativeMethods
{
    [DllImport(Library)] internal static extern nint ts_expand(nint t, long* sizes, long count, bool isImplicit);
    [DllImport(Library)] internal static extern nint ts_flatten(nint t, long start, long end);
    [DllImport(Library)] internal static extern nint ts_mT(nint t);
    [DllImport(Library)] internal static extern nint ts_narrow(nint t, long dim, long start, long length);
    [DllImport(Library)] internal static extern nint ts_permute(nint t, long* sizes, long count);
    [DllImport(Library)] internal static extern nint ts_repeat(nint t, long* sizes, long count);
    [DllImport(Library)] internal static extern nint ts_reshape(nint t, long* sizes, long count);
    [DllImport(Library)] internal static extern nint ts_select(nint t, long dim, long index);
    [DllImport(Library)] internal static extern nint ts_slice(nint t, long dim, long start, long end, long step);
    [DllImport(Library)] internal static extern nint ts_squeeze(nint t);
    [DllImport(Library)] internal static extern nint ts_squeeze_along(nint t, long dim);
    [DllImport(Library)] internal static extern nint ts_t(nint t);
    [DllImport(Library)] internal static extern nint ts_tile(nint t, long* sizes, long count);
    [DllImport(Library)] internal static extern nint ts_transpose(nint t, long a, long b);
    [DllImport(Library)] internal static extern nint ts_unsqueeze(nint t, long dim);
    [DllImport(Library)] internal static extern nint ts_view(nint t, long* sizes, long count);
    [DllImport(Library)] internal static extern nint ts_unflatten(nint t, long dim, long* sizes, long count);
    [DllImport(Library)] internal static extern nint ts_flip(nint t, long* dims, long count);
    [DllImport(Library)] internal static extern nint ts_repeat_interleave(nint t, long repeats, long dim, long outputSize);
    [DllImport(Library)] internal static extern nint ts_repeat_interleave_each(nint t, nint repeats, long dim, long outputSize);
    [DllImport(Library)] internal static extern nint ts_cat(nint* tensors, long count, long dim);
    [DllImport(Library)] internal static extern nint ts_stack(nint* tensors, long count, long dim);
    [DllImport(Library)] internal static extern bool ts_split(nint t, long size, long dim, delegate* unmanaged<long, nint*> a);
    [DllImport(Library)] internal static extern bool ts_chunk(nint t, long count, long dim, delegate* unmanaged<long, nint*> a);
    [DllImport(Library)] internal static extern bool ts_unbind(nint t, long dim, delegate* unmanaged<long, nint*> a);
    [DllImport(Library)] internal static extern bool ts_where_true(nint t, delegate* unmanaged<long, nint*> a);
    [DllImport(Library)] internal static extern bool ts_split_sizes(nint t, long* sizes, long count, long dim, delegate* unmanaged<long, nint*> a);
    [DllImport(Library)] internal static extern nint ts_gather(nint t, long dim, nint index);
    [DllImport(Library)] internal static extern nint ts_index_select(nint t, long dim, nint index);
    [DllImport(Library)] internal static extern nint ts_masked_select(nint t, nint mask);
    [DllImport(Library)] internal static extern nint ts_scatter(nint t, long dim, nint index, nint source);
    [DllImport(Library)] internal static extern bool ts_scatter_(nint t, long dim, nint index, nint source);
    [DllImport(Library)] internal static extern nint ts_scatter_add(nint t, long dim, nint index, nint source);
    [DllImport(Library)] internal static extern bool ts_scatter_add_(nint t, long dim, nint index, nint source);
    [DllImport(Library)] internal static extern nint ts_index_copy(nint t, long dim, nint index, nint source);
    [DllImport(Library)] internal static extern bool ts_index_copy_(nint t, long dim, nint index, nint source);
    [DllImport(Library)] internal static extern nint ts_index_fill(nint t, long dim, nint index, nint value);
    [DllImport(Library)] internal static extern bool ts_index_fill_(nint t, long dim, nint index, nint value);
    [DllImport(Library)] internal static extern nint ts_index_add(nint t, long dim, nint index, nint source, nint alpha);
    [DllImport(Library)] internal static extern bool ts_index_add_(nint t, long dim, nint index, nint source, nint alpha);
    [DllImport(Library)] internal static extern nint ts_index(nint t, Index* indices, long count);
    [DllImport(Library)] internal static extern bool ts_index_put_(nint t, Index* indices, long count, nint value);
    [DllImport(Library)] internal static extern bool ts_index_put_number_(nint t, Index* indices, long count, nint value);
    [DllImport(Library)] internal static extern nint ts_element(nint t, long* indices, long count);
    [DllImport(Library)] internal static extern bool ts_set_element(nint t, long* indices, long count, nint value);
}

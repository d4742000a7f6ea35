using System.Runtime.InteropServices;

namespace TorchSharp.PInvoke;

// Tensors and scalars themselves: tensor.cpp.
internal static unsafe partial class NativeMethods
{
    [DllImport(Library)] internal static extern void ts_dispose(nint t);
    [DllImport(Library), SuppressGCTransition] internal static extern long ts_ndimension(nint t);
    [DllImport(Library), SuppressGCTransition] internal static extern long ts_numel(nint t);
    [DllImport(Library), SuppressGCTransition] internal static extern long ts_element_size(nint t);
    [DllImport(Library), SuppressGCTransition] internal static extern sbyte ts_dtype(nint t);
    [DllImport(Library), SuppressGCTransition] internal static extern int ts_device_type(nint t);
    [DllImport(Library), SuppressGCTransition] internal static extern int ts_device_index(nint t);
    [DllImport(Library), SuppressGCTransition] internal static extern bool ts_is_contiguous(nint t);
    [DllImport(Library)] internal static extern bool ts_size(nint t, long dim, long* result);
    [DllImport(Library)] internal static extern bool ts_stride(nint t, long dim, long* result);
    [DllImport(Library)] internal static extern void* ts_data(nint t);
    [DllImport(Library), SuppressGCTransition] internal static extern void ts_sizes(nint t, long* target);
    [DllImport(Library), SuppressGCTransition] internal static extern void ts_strides(nint t, long* target);
    [DllImport(Library)] internal static extern nint ts_alias(nint t);
    [DllImport(Library)] internal static extern nint ts_clone(nint t);
    [DllImport(Library)] internal static extern nint ts_contiguous(nint t);
    [DllImport(Library)] internal static extern bool ts_copy_(nint t, nint source, bool nonBlocking);
    [DllImport(Library)] internal static extern nint ts_detach(nint t);
    [DllImport(Library)] internal static extern nint ts_detach_(nint t);
    [DllImport(Library)] internal static extern nint ts_cpu(nint t);
    [DllImport(Library)] internal static extern nint ts_cuda(nint t);
    [DllImport(Library)] internal static extern nint ts_to_device(nint t, int type, int index, bool copy, bool nonBlocking);
    [DllImport(Library)] internal static extern nint ts_to_type(nint t, sbyte dtype, bool copy, bool nonBlocking);
    [DllImport(Library)] internal static extern nint ts_to_type_and_device(nint t, sbyte dtype, int type, int index, bool copy, bool nonBlocking);
    [DllImport(Library)] internal static extern bool ts_set_data(nint t, nint data);
    [DllImport(Library)] internal static extern bool ts_rename_(nint t, byte** names, long count);
    [DllImport(Library)] internal static extern nint ts_item(nint t);
    [DllImport(Library)] internal static extern nint ts_number_of_long(long value);
    [DllImport(Library)] internal static extern nint ts_number_of_double(double value);
    [DllImport(Library)] internal static extern nint ts_number_of_bool(bool value);
    [DllImport(Library)] internal static extern void ts_number_dispose(nint number);
    [DllImport(Library), SuppressGCTransition] internal static extern sbyte ts_number_dtype(nint number);
    [DllImport(Library)] internal static extern bool ts_number_to_long(nint count, long* result);
    [DllImport(Library)] internal static extern bool ts_number_to_double(nint count, double* result);
    [DllImport(Library)] internal static extern bool ts_number_to_bool(nint count, bool* result);
}

using TorchSharp.PInvoke;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public unsafe (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false)
        {
            nint indices;
            var values = Made(NativeMethods.ts_sort(Handle, dim, descending, stable, &indices));
            return (values, new Tensor(indices));
        }

        public unsafe (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true)
        {
            nint indexes;
            var values = Made(NativeMethods.ts_topk(Handle, k, dim, largest, sorted, &indexes));
            return (values, new Tensor(indexes));
        }

        public Tensor argsort(long dim = -1, bool descending = false) => Made(NativeMethods.ts_argsort(Handle, dim, descending));

        public Tensor bincount(Tensor? weights, long minlength = 0)
            => Made(NativeMethods.ts_bincount(Handle, HandleOf(weights), minlength), weights);

        public unsafe (Tensor output, Tensor? inverse_indices, Tensor? counts) unique(bool sorted = true, bool return_inverse = false,
            bool return_counts = false, int? dim = null)
        {
            nint inverse, counts;
            var result = Made(NativeMethods.ts_unique(
                Handle, dim ?? PInvoke.Index.Absent, sorted, return_inverse, return_counts, &inverse, &counts));
            return (result, inverse == 0 ? null : new Tensor(inverse), counts == 0 ? null : new Tensor(counts));
        }
    }
}

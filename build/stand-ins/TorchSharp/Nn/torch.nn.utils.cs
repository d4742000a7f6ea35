#nullable disable
using TorchSharp.PInvoke;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Helpers for training.</summary>
        public static class utils
        {
            public static unsafe double clip_grad_norm_(IEnumerable<Modules.Parameter> tensors, double max_norm, double norm_type = 2)
            {
                var all = tensors.ToArray();
                var handles = Handles(all);
                double total;
                fixed (nint* h = handles)
                    Check(NativeMethods.ts_clip_grad_norm_(h, handles.Length, max_norm, norm_type, &total));
                GC.KeepAlive(all);
                return total;
            }
        }
    }
}

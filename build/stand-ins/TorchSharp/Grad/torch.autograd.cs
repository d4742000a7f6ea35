#nullable disable
using TorchSharp.PInvoke;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Gradients by the chain rule.</summary>
    public static partial class autograd
    {
        public static unsafe void backward(IList<Tensor> tensors, IList<Tensor> grad_tensors = null, bool? retain_graph = null,
            bool create_graph = false, IList<Tensor> inputs = null)
        {
            var t = Handles(tensors);
            var g = Handles(grad_tensors ?? []);
            var i = Handles(inputs ?? []);
            fixed (nint* pt = t, pg = g, pi = i)
            {
                Check(NativeMethods.ts_backward_many(
                    pt, t.Length, pg, g.Length, retain_graph ?? create_graph, create_graph, pi, i.Length));
            }
            GC.KeepAlive(tensors);
            GC.KeepAlive(grad_tensors);
            GC.KeepAlive(inputs);
        }

        public static void backward(Tensor tensor, IList<Tensor> grad_tensors = null, bool? retain_graph = null,
            bool create_graph = false, IList<Tensor> inputs = null)
            => backward(new[] { tensor }, grad_tensors, retain_graph, create_graph, inputs);

        public static void backward(Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false,
            IList<Tensor> inputs = null)
            => backward(new[] { tensor }, new[] { grad_tensor }, retain_graph, create_graph, inputs);
    }

    internal static nint[] Handles(IEnumerable<Tensor> tensors) => tensors.Select(t => t.Handle).ToArray();
}

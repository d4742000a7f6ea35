using TorchSharp.PInvoke;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Linear algebra.</summary>
    public static class linalg
    {
        public static unsafe (Tensor, Tensor) eigh(Tensor input, char UPLO = 'L')
        {
            nint vectors;
            var values = Made(NativeMethods.ts_linalg_eigh(input.Handle, (byte)UPLO, &vectors), input);
            return (values, new Tensor(vectors));
        }
    }
}

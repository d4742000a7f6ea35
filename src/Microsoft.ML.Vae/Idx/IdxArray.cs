namespace Microsoft.ML.Vae.Idx;

/// <summary>The contents of an IDX file: elements in row-major order.</summary>
internal sealed record IdxArray<T>(int[] Dimensions, T[] Values);

namespace Microsoft.ML.Vae.Networks;

/// <summary>What a file can hold of tensors.</summary>
internal static class TensorLimits
{
    public const int Count = 4096;
    public const int Rank = 8;
    public const int NameLength = 256;   // in bytes, as it is written in the file's table
}

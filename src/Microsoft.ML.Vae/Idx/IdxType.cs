namespace Microsoft.ML.Vae.Idx;

/// <summary>The element types that are read and written here, by their code in the file.</summary>
internal enum IdxType : byte
{
    UnsignedByte = 0x08,
    Single = 0x0D,
}

namespace Microsoft.ML.Vae.Inputs;

/// <summary>Rows of equal size that were read once and can be had again, in any order.</summary>
internal interface IRowStore
{
    int Count { get; }

    /// <summary>Bytes of one.</summary>
    int RowBytes { get; }

    /// <summary>Whether reading one is no more than a copy.</summary>
    bool IsInMemory { get; }

    /// <summary>Copies a row.</summary>
    void Read(int index, Span<byte> row);
}

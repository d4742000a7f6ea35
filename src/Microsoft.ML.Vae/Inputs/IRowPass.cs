namespace Microsoft.ML.Vae.Inputs;

/// <summary>One pass over rows.</summary>
internal interface IRowPass : IDisposable
{
    /// <summary>What reading these rows from their data view has come to so far.</summary>
    RowStatistics Statistics { get; }

    /// <summary>The batch of the row that was read last. Each belongs to one cursor of a set, where they only grow.</summary>
    long Batch => 0;

    /// <summary>Copies the next row, or returns false at the end.</summary>
    bool TryRead(Span<byte> row);
}

namespace Microsoft.ML.Vae.Inputs;

/// <summary>One pass over rows.</summary>
internal interface IRowPass : IDisposable
{
    /// <summary>What reading these rows from their data view has come to so far.</summary>
    RowStatistics Statistics { get; }

    /// <summary>Copies the next row, or returns false at the end.</summary>
    bool TryRead(Span<byte> row);
}

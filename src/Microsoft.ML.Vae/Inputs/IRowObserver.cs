namespace Microsoft.ML.Vae.Inputs;

/// <summary>Sees the rows of a pass as they are read.</summary>
internal interface IRowObserver
{
    void Add(ReadOnlySpan<byte> row);
}

using Microsoft.ML.Runtime;

namespace Microsoft.ML.Vae.Inputs;

/// <summary>The pixel column of a data view, to be read any number of times.</summary>
internal sealed class RowSource(IHostEnvironment environment, IDataView data, PixelColumn column, Likelihood likelihood)
{
    public string ColumnName => column.Name;

    public int RowBytes => column.RowBytes;

    public long? RowCount => data.GetRowCount();

    /// <summary>A pass over the rows; with a generator, in the view's own random order if it has one.</summary>
    public IRowReader Open(Random? order = null)
    {
        DataViewRowCursor cursor = data.GetRowCursor([column.Bind(environment, data.Schema)], data.CanShuffle ? order : null);
        try
        {
            return new Reader(environment, cursor, PixelReader.Create(environment, column, likelihood, cursor));
        }
        catch
        {
            cursor.Dispose();
            throw;
        }
    }

    private sealed class Reader(IHostEnvironment environment, DataViewRowCursor cursor, PixelReader pixels) : IRowReader
    {
        public bool TryRead(Span<byte> row)
        {
            environment.CheckAlive();
            if (!cursor.MoveNext())
                return false;
            pixels.Read(row);
            return true;
        }

        public void Dispose() => cursor.Dispose();
    }
}

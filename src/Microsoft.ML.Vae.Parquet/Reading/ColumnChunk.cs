using Microsoft.ML.Vae.Blocks;
using ParquetSharp;

namespace Microsoft.ML.Vae.Parquet.Reading;

/// <summary>Reads a column of row groups, slice by slice.</summary>
internal abstract class ColumnChunk
{
    private string _file = "";
    private long _row;    // of the file, where the slice begins
    private int _rows;    // of the slice

    /// <summary>The values of the slice.</summary>
    public abstract BlockColumn Block { get; }

    protected ParquetColumn Column { get; private set; } = null!;

    /// <summary>Begins a row group.</summary>
    /// <param name="file">The path of its file.</param>
    /// <param name="firstRow">Its first row, in the file.</param>
    /// <param name="column">What the file says of the column.</param>
    /// <param name="reader">Its chunk.</param>
    public void Start(string file, long firstRow, ParquetColumn column, ColumnReader reader)
    {
        (_file, _row, _rows, Column) = (file, firstRow, 0, column);
        Start(reader);
    }

    /// <summary>Reads so many rows in place of those before.</summary>
    public void ReadSlice(int rows)
    {
        _row += _rows;
        _rows = rows;
        Read(rows);
    }

    protected abstract void Start(ColumnReader reader);

    protected abstract void Read(int rows);

    /// <summary>The row of a slice, in words.</summary>
    protected string Place(int row) => FormattableString.Invariant($"Column '{Column.Name}' in row {_row + row} (from 0) of '{_file}'");

    protected InvalidOperationException IsNull(int row) => new(
        $"{Place(row)} is null, and {Column.TypeText} has no value for that. Replace nulls before, or leave the column out by "
        + $"{nameof(ParquetOptions)}.{nameof(ParquetOptions.Columns)}.");

    protected InvalidOperationException HasLength(int row, long got, int wanted) => new(FormattableString.Invariant(
        $"{Place(row)} has {got} values, and others have {wanted}. Say how many there are by ")
        + $"{nameof(ParquetOptions)}.{nameof(ParquetOptions.VectorSizes)}, 0 if their number varies.");

    protected FormatException Ended(int row) => new($"'{_file}' is not a usable Parquet file: {Place(row)} is missing.");
}

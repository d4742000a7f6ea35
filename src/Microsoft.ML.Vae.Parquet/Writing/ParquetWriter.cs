using Microsoft.ML.Vae.Persistence;
using ParquetSharp;
using ParquetSharp.Schema;

namespace Microsoft.ML.Vae.Parquet.Writing;

/// <summary>Writes a view row group by row group.</summary>
internal sealed class ParquetWriter
{
    private readonly ParquetWriteOptions _options;
    private readonly IDataView _data;
    private readonly DataViewSchema.Column[] _columns;
    private readonly ColumnOutput[] _outputs;

    public ParquetWriter(IDataView data, ParquetWriteOptions options)
    {
        Check(options);
        _options = options;
        string[] keys = [.. Chosen(data.Schema, options).Where(KeyColumns.HasValues).Select(column => column.Name)];
        _data = KeyColumns.ToValues(data, keys);
        _columns = Chosen(_data.Schema, options);
        _outputs = [.. _columns.Select(column => ColumnOutput.Create(column)!)];
    }

    /// <summary>Writes the file atomically.</summary>
    public void Write(string path)
    {
        long rows = 0;
        AtomicFile.Write(path, stream => rows = Write(stream), stream =>
        {
            using var reader = new ParquetFileReader(stream, leaveOpen: true);
            if (reader.FileMetaData.NumRows != rows)
                throw new IOException($"'{path}' has {reader.FileMetaData.NumRows} rows after {rows} were written.");
        });
    }

    private long Write(Stream stream)
    {
        using var builder = new WriterPropertiesBuilder();
        using WriterProperties properties = builder.Compression(_options.Compression switch
        {
            ParquetCompression.None => Compression.Uncompressed,
            ParquetCompression.Snappy => Compression.Snappy,
            _ => Compression.Zstd,
        }).Build();
        using var root = new GroupNode("schema", Repetition.Required, [.. _outputs.Select(output => output.CreateNode())]);
        using var file = new ParquetFileWriter(stream, root, properties, keyValueMetadata: null, leaveOpen: true);
        long rows = WriteRows(file);
        file.Close();
        return rows;
    }

    private long WriteRows(ParquetFileWriter file)
    {
        using DataViewRowCursor cursor = _data.GetRowCursor(_columns);
        foreach (ColumnOutput output in _outputs)
            output.Bind(cursor);
        long rows = 0, bytes = 0;
        int groupRows = 0;
        while (cursor.MoveNext())
        {
            rows++;
            groupRows++;
            foreach (ColumnOutput output in _outputs)
                bytes += output.Append();
            if (bytes + bytes / groupRows > _options.RowGroupBytes || groupRows == _options.RowGroupRows)
            {
                Flush(file);
                (groupRows, bytes) = (0, 0);
            }
        }
        if (groupRows > 0)
            Flush(file);
        return rows;
    }

    private void Flush(ParquetFileWriter file)
    {
        using RowGroupWriter group = file.AppendRowGroup();
        foreach (ColumnOutput output in _outputs)
        {
            using ColumnWriter writer = group.NextColumn();
            output.Flush(writer);
        }
        group.Close();
    }

    private static void Check(ParquetWriteOptions options)
    {
        string[] faults =
        [
            .. options.RowGroupBytes < 1 ? [Guard.Fault(nameof(options.RowGroupBytes), options.RowGroupBytes, "at least 1")] : (string[])[],
            .. options.RowGroupRows < 1 ? [Guard.Fault(nameof(options.RowGroupRows), options.RowGroupRows, "at least 1")] : (string[])[],
            .. Enum.IsDefined(options.Compression)
                ? (string[])[]
                : [Guard.Fault(nameof(options.Compression), (int)options.Compression, Guard.OneOf<ParquetCompression>())],
        ];
        if (faults.Length > 0)
            throw new ArgumentOutOfRangeException(nameof(options), string.Join(" ", faults));
    }

    private static DataViewSchema.Column[] Chosen(DataViewSchema schema, ParquetWriteOptions options)
    {
        DataViewSchema.Column[] columns = options.Columns is { } names
            ? [.. names.Select(name => Named(schema, name, options))]
            : [.. schema.Where(column => !column.IsHidden && ColumnOutput.Create(column) is not null)];
        return columns.Length > 0 ? columns : throw new ArgumentOutOfRangeException(
            nameof(options), "There is no column to write: none is named, or none has a type that Parquet has.");
    }

    private static DataViewSchema.Column Named(DataViewSchema schema, string name, ParquetWriteOptions options)
    {
        if (schema.GetColumnOrNull(name) is not { } column)
            throw new ArgumentOutOfRangeException(nameof(options), $"Columns names '{name}', which the data does not have.");
        return ColumnOutput.Create(column) is not null ? column : throw new ArgumentOutOfRangeException(
            nameof(options), $"Columns names '{name}' of type {column.Type}, which Parquet has no type for. Convert it before.");
    }
}

using Microsoft.ML.Vae.Blocks;
using ParquetSharp;

namespace Microsoft.ML.Vae.Parquet.Reading;

/// <summary>Reads the active columns of row groups, whose slices are as many rows as have room.</summary>
/// <param name="paths">The files.</param>
/// <param name="columns">The columns of each file.</param>
/// <param name="groups">The row groups of all files.</param>
/// <param name="chunks">What reads the active columns, by their index.</param>
internal sealed class ParquetReader(
    IReadOnlyList<string> paths, IReadOnlyList<ParquetColumn[]> columns, IReadOnlyList<RowGroup> groups,
    IReadOnlyDictionary<int, ColumnChunk> chunks) : BlockReader
{
    /// <summary>The most that the values of a slice take, unless one row takes more.</summary>
    public const int SliceBytes = 32 << 20;

    /// <summary>What a value of varying size takes beside its bytes.</summary>
    private const int ObjectBytes = 32;

    private readonly List<ColumnReader> _open = [];
    private ParquetFileReader? _file;
    private RowGroupReader? _group;
    private int _fileNumber = -1;
    private int _sliceRows;
    private long _rest;

    public override BlockColumn Column(int index) => chunks[index].Block;

    public override void Start(int group)
    {
        CloseGroup();
        RowGroup next = groups[group];
        string path = paths[next.File];
        _rest = next.Rows;
        _sliceRows = Array.MaxLength;
        if (chunks.Count == 0)
            return;
        if (next.File != _fileNumber)
        {
            _file?.Dispose();
            (_file, _fileNumber) = (null, -1);
            (_file, _fileNumber) = (ParquetFile.Open(path), next.File);
        }
        ParquetFile.Read(path, () => Open(path, next));
    }

    public override int ReadSlice()
    {
        int rows = (int)Math.Min(_rest, _sliceRows);
        _rest -= rows;
        if (rows > 0 && chunks.Count > 0)
            ParquetFile.Read(paths[_fileNumber], () => Read(rows));
        return rows;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            CloseGroup();
            _file?.Dispose();
        }
        base.Dispose(disposing);
    }

    private bool Open(string path, RowGroup group)
    {
        _group = _file!.RowGroup(group.Number);
        double rowBytes = 0;
        foreach ((int index, ColumnChunk chunk) in chunks)
        {
            ParquetColumn column = columns[group.File][index];
            ColumnReader reader = _group.Column(column.Leaf);
            _open.Add(reader);
            chunk.Start(path, group.FirstRow, column, reader);
            using ColumnChunkMetaData metadata = _group.MetaData.GetColumnChunkMetaData(column.Leaf);
            rowBytes += Bytes(column.Element!, metadata) / (double)Math.Max(1, group.Rows);
        }
        _sliceRows = (int)Math.Clamp(SliceBytes / Math.Max(1, rowBytes), 1, Array.MaxLength);
        return true;
    }

    private static long Bytes(ColumnElement element, ColumnChunkMetaData chunk) => element.Bytes > 0
        ? element.Bytes * chunk.NumValues
        : 2 * chunk.TotalUncompressedSize + ObjectBytes * chunk.NumValues;

    private bool Read(int rows)
    {
        foreach (ColumnChunk chunk in chunks.Values)
            chunk.ReadSlice(rows);
        return true;
    }

    private void CloseGroup()
    {
        _open.ForEach(reader => reader.Dispose());
        _open.Clear();
        _group?.Dispose();
        _group = null;
    }
}

using Microsoft.ML.Transforms.Image;
using Microsoft.ML.Vae.Blocks;
using ParquetSharp;

namespace Microsoft.ML.Vae.Parquet.Reading;

/// <summary>The rows of Parquet files: their row groups, each in slices.</summary>
internal sealed class ParquetRows : IBlockSource
{
    private readonly IReadOnlyList<string> _paths;
    private readonly ParquetOptions _options;
    private readonly List<ParquetColumn[]> _columns = [];   // of each file
    private readonly List<RowGroup> _groups = [];
    private readonly int[] _sizes;   // of vectors; 0: of varying length, or none

    public ParquetRows(IReadOnlyList<string> paths, ParquetOptions options)
    {
        (_paths, _options) = (paths, options);
        ColumnChoice choice = new(options);
        var lengths = new ListLengths(options.VectorSizes);
        for (int file = 0; file < paths.Count; file++)
        {
            using ParquetFileReader reader = ParquetFile.Open(paths[file]);
            _columns.Add(choice.Find(paths[file], reader));
            AddGroups(file, reader, lengths);
        }
        _sizes = [.. First.Select((column, i) => SizeOf(column, lengths.Of(i)))];
        Schema = CreateSchema();
        GroupRows = [.. _groups.Select(group => group.Rows)];
    }

    public DataViewSchema Schema { get; }

    public IReadOnlyList<long> GroupRows { get; }

    private ParquetColumn[] First => _columns[0];

    public long BytesPerReader(IReadOnlyCollection<DataViewSchema.Column> columns) => columns.Count > 0 ? ParquetReader.SliceBytes : 0;

    public BlockReader Open(IReadOnlyCollection<DataViewSchema.Column> columns) => new ParquetReader(
        _paths, _columns, _groups,
        columns.Select(column => column.Index).Distinct()
            .ToDictionary(i => i, i => First[i].Element!.CreateChunk(First[i].IsList, _sizes[i])));

    private void AddGroups(int file, ParquetFileReader reader, ListLengths lengths)
    {
        long row = 0;
        for (int number = 0; number < reader.FileMetaData.NumRowGroups; number++)
        {
            int index = number;
            using RowGroupReader group = ParquetFile.Read(_paths[file], () => reader.RowGroup(index));
            long rows = group.MetaData.NumRows;
            _groups.Add(new RowGroup(file, number, row, rows));
            row += rows;
            if (rows > 0)
                lengths.Add(_paths[file], _columns[file], group);
        }
    }

    private int SizeOf(ParquetColumn column, int length) =>
        _options.VectorSizes.TryGetValue(column.Name, out int size) ? size : column.IsList ? length : column.Element!.FixedLength;

    private DataViewSchema CreateSchema()
    {
        var builder = new DataViewSchema.Builder();
        foreach ((ParquetColumn column, int size) in First.Zip(_sizes))
        {
            ColumnElement element = column.Element!;
            builder.AddColumn(column.Name,
                _options.ImageColumns.Contains(column.Name) ? new ImageDataViewType()
                : column.IsList || element.IsBinary ? new VectorDataViewType(element.Type, size)
                : element.Type);
        }
        return builder.ToSchema();
    }
}

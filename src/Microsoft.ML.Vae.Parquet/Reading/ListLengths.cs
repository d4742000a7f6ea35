using ParquetSharp;

namespace Microsoft.ML.Vae.Parquet.Reading;

/// <summary>
/// Finds out which lists have one length: those of which every row group has so many values that it may be, and the first row has it.
/// </summary>
/// <param name="declared">Columns whose lengths are known.</param>
internal sealed class ListLengths(IReadOnlyDictionary<string, int> declared)
{
    private readonly Dictionary<int, int> _lengths = [];   // by the column's index; 0: they vary

    /// <summary>The length of a column's lists; 0 if they vary.</summary>
    public int Of(int column) => _lengths.GetValueOrDefault(column);

    /// <summary>Looks at a row group that has rows.</summary>
    public void Add(string path, ParquetColumn[] columns, RowGroupReader group)
    {
        for (int i = 0; i < columns.Length; i++)
        {
            if (columns[i].IsList && !declared.ContainsKey(columns[i].Name) && _lengths.GetValueOrDefault(i, -1) != 0)
                _lengths[i] = Add(_lengths.GetValueOrDefault(i, -1), path, columns[i], group);
        }
    }

    private static int Add(int known, string path, ParquetColumn column, RowGroupReader group)
    {
        using ColumnChunkMetaData chunk = group.MetaData.GetColumnChunkMetaData(column.Leaf);
        (long length, long rest) = Math.DivRem(chunk.NumValues, group.MetaData.NumRows);
        if (rest != 0 || length > int.MaxValue)
            return 0;
        if (known < 0)
            known = ParquetFile.Read(path, () => OfFirstRow(column, group));
        return known == length ? known : 0;
    }

    private static int OfFirstRow(ParquetColumn column, RowGroupReader group)
    {
        using ColumnReader reader = group.Column(column.Leaf);
        return reader.Apply(new FirstRow(column));
    }

    /// <summary>Counts the values of a chunk's first list.</summary>
    private sealed class FirstRow(ParquetColumn column) : IColumnReaderVisitor<int>
    {
        public int OnColumnReader<TValue>(ColumnReader<TValue> columnReader) where TValue : unmanaged
        {
            var buffer = new LevelBuffer<TValue>(isRepeated: true);
            buffer.Start(columnReader);
            if (!buffer.Fill() || buffer.Definitions[0] < column.ListDefinition)
                return 0;
            int length = 1;
            buffer.Take(1, 0);
            while (buffer.Fill() && buffer.Repetitions[0] != 0)
            {
                int run = buffer.Repetitions.IndexOf((short)0) is >= 0 and var end ? end : buffer.Repetitions.Length;
                length += run;
                buffer.Take(run, 0);
            }
            return length;
        }
    }
}

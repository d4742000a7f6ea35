using ParquetSharp;
using ParquetSharp.Schema;

namespace Microsoft.ML.Vae.Parquet.Tests.Fixtures;

/// <summary>Parquet files as other programs write them.</summary>
internal static class ForeignFile
{
    /// <summary>One row group with columns of C# types, whose nullable ones are optional, and whose arrays lists.</summary>
    public static string Write(string path, params (string Name, Array Values, LogicalType? Type)[] columns)
    {
        Column[] schema = [.. columns.Select(column => new Column(column.Values.GetType().GetElementType()!, column.Name, column.Type))];
        using var file = new ParquetFileWriter(path, schema);
        using RowGroupWriter group = file.AppendRowGroup();
        foreach ((_, Array values, _) in columns)
        {
            using LogicalColumnWriter writer = group.NextColumn().LogicalWriter();
            writer.Apply(new Values(values));
        }
        file.Close();
        return path;
    }

    /// <summary>A file of a struct with a list in it: its leaves have names of several parts.</summary>
    public static string WriteStruct(string path, string name, byte[][] bytes, string[] paths)
    {
        using LogicalType none = LogicalType.None(), text = LogicalType.String();
        var fields = new GroupNode(name, Repetition.Optional,
        [
            new PrimitiveNode("bytes", Repetition.Optional, none, PhysicalType.ByteArray),
            new PrimitiveNode("path", Repetition.Optional, text, PhysicalType.ByteArray),
        ]);
        using var root = new GroupNode("schema", Repetition.Required, [fields]);
        using var properties = new WriterPropertiesBuilder().Build();
        using var file = new ParquetFileWriter(path, root, properties);
        using RowGroupWriter group = file.AppendRowGroup();
        using (LogicalColumnWriter<Nested<byte[]>?> writer = group.NextColumn().LogicalWriter<Nested<byte[]>?>())
            writer.WriteBatch([.. bytes.Select(value => (Nested<byte[]>?)new Nested<byte[]>(value))]);
        using (LogicalColumnWriter<Nested<string>?> writer = group.NextColumn().LogicalWriter<Nested<string>?>())
            writer.WriteBatch([.. paths.Select(value => (Nested<string>?)new Nested<string>(value))]);
        file.Close();
        return path;
    }

    private sealed class Values(Array values) : ILogicalColumnWriterVisitor<bool>
    {
        public bool OnLogicalColumnWriter<TValue>(LogicalColumnWriter<TValue> columnWriter)
        {
            columnWriter.WriteBatch((TValue[])values);
            return true;
        }
    }
}

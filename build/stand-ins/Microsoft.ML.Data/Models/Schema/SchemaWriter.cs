using System.Text;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data.IO;

/// <summary>Writes a schema in the format of <see cref="SchemaFile"/>; columns without a codec are left out.</summary>
internal sealed class SchemaWriter
{
    private readonly IChannel _ch;
    private readonly BinaryWriter _writer;

    private SchemaWriter(IChannel ch, BinaryWriter writer)
    {
        _ch = ch;
        _writer = writer;
    }

    public static void Write(IChannel ch, DataViewSchema schema, Stream stream, bool keepHidden = false)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        new SchemaWriter(ch, writer).Write(schema.Where(c => keepHidden || !c.IsHidden));
    }

    private void Write(IEnumerable<DataViewSchema.Column> columns)
    {
        var savable = columns.Select(c => (Column: c, Codec: Codec.ForTypeOrNull(c.Type))).Where(IsSavable).ToList();
        _ch.Check(savable.Count > 0, "No valid columns to save");

        _writer.Write(new byte[SchemaFile.HeaderSize]);
        var annotations = savable.ConvertAll(item => WriteAnnotations(item.Column));
        var contents = Position;
        for (var i = 0; i < savable.Count; i++)
            WriteContents(savable[i].Column.Name, savable[i].Codec, annotations[i]);
        var tail = Position;
        _writer.Write(SchemaFile.TailSignature);
        _writer.BaseStream.Position = 0;
        WriteHeader(contents, tail, savable.Count);
    }

    private long Position => _writer.BaseStream.Position;

    private bool IsSavable((DataViewSchema.Column Column, Codec Codec) item)
    {
        if (item.Codec != null)
            return true;
        _ch.Info(
            MessageSensitivity.Schema, "The column '{0}' will not be written as it has unsavable column type.", item.Column.Name);
        return false;
    }

    private void WriteHeader(long contents, long tail, int columns)
    {
        _writer.Write(SchemaFile.Signature);
        _writer.Write(SchemaFile.Version);
        _writer.Write(SchemaFile.Version);
        _writer.Write(contents);
        _writer.Write(tail);
        _writer.Write(0L);
        _writer.Write(columns);
    }

    private void WriteContents(string name, Codec codec, long annotations)
    {
        _writer.Write(name);
        codec.WriteDefinition(_writer);
        _writer.Write(SchemaFile.Deflated);
        _writer.Write7BitEncodedInt64(1);
        _writer.Write((long)SchemaFile.HeaderSize);
        _writer.Write(annotations);
    }

    /// <summary>Writes a column's annotations; gives the offset of their table, 0 when there are none.</summary>
    private long WriteAnnotations(DataViewSchema.Column column)
    {
        var blocks = new List<(string Kind, Codec Codec, byte Compression, long Offset, int Length)>();
        foreach (var annotation in column.Annotations.Schema)
        {
            var codec = Codec.ForTypeOrNull(annotation.Type);
            if (codec == null)
            {
                _ch.Warning(
                    MessageSensitivity.Unknown, "Could not get codec for type {0}, dropping column '{1}' index {2} metadata kind '{3}'",
                    annotation.Type, column.Name, column.Index, annotation.Name);
                continue;
            }
            var offset = Position;
            var (block, compression) = Compress(codec, column.Annotations, annotation.Name);
            _writer.Write(block);
            blocks.Add((annotation.Name, codec, compression, offset, block.Length));
        }
        if (blocks.Count == 0)
            return 0;

        var table = Position;
        _writer.Write7BitEncodedInt64(blocks.Count);
        foreach (var (kind, codec, compression, offset, length) in blocks)
        {
            _writer.Write(kind);
            codec.WriteDefinition(_writer);
            _writer.Write(compression);
            _writer.Write(offset);
            _writer.Write7BitEncodedInt64(length);
        }
        return table;
    }

    /// <summary>Annotations are often small: they are deflated only where that makes them smaller.</summary>
    private static (byte[] Block, byte Compression) Compress(Codec codec, DataViewSchema.Annotations annotations, string kind)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream))
            codec.WriteAnnotation(writer, annotations, kind);
        var block = stream.ToArray();
        var deflated = SchemaFile.Deflate(block);
        return block.Length <= deflated.Length ? (block, SchemaFile.Uncompressed) : (deflated, SchemaFile.Deflated);
    }
}

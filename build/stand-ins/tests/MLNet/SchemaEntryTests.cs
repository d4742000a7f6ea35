using System.IO.Compression;
using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace StandIns.Tests.MLNet;

/// <summary>Every byte of the Schema entry: a binary data view without rows.</summary>
public class SchemaEntryTests
{
    private const int HeaderSize = 256;
    private const ulong Version = 0x0001000100010006;

    [Fact]
    public void Header_IsThatOfAViewWithoutRows()
    {
        var bytes = Save(("A", NumberDataViewType.Single));
        using var reader = Reader(bytes, 0);

        Assert.Equal("CML\0DVB\0"u8.ToArray(), reader.ReadBytes(8));
        Assert.Equal((Version, Version), (reader.ReadUInt64(), reader.ReadUInt64()));
        Assert.Equal(HeaderSize, reader.ReadInt64());
        Assert.Equal(bytes.Length - 8, reader.ReadInt64());
        Assert.Equal(0, reader.ReadInt64());
        Assert.Equal(1, reader.ReadInt32());
        Assert.Equal(new byte[HeaderSize - 52], reader.ReadBytes(HeaderSize - 52));
        Assert.Equal("\0BVD\0LMC"u8.ToArray(), bytes[^8..]);
    }

    public static TheoryData<string, byte[]> Codecs() => new()
    {
        { "SByte", Definition("SByte") },
        { "Byte", Definition("Byte") },
        { "Int16", Definition("Int16") },
        { "UInt16", Definition("UInt16") },
        { "Int32", Definition("Int32") },
        { "UInt32", Definition("UInt32") },
        { "Int64", Definition("Int64") },
        { "UInt64", Definition("UInt64") },
        { "Single", Definition("Single") },
        { "Double", Definition("Double") },
        { "Boolean", Definition("Boolean") },
        { "TimeSpan", Definition("TimeSpan") },
        { "DateTime", Definition("DateTime") },
        { "DateTimeOffset", Definition("DateTimeOffset") },
        { "DataViewRowId", Definition("DataViewRowId") },
        { "Text", Definition("TextSpan") },
        { "Key", Definition("Key2", [.. Definition("UInt32"), 5, 0, 0, 0, 0, 0, 0, 0]) },
        { "Vector", Definition("VBuffer", [.. Definition("Single"), 2, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0]) },
        { "AnyLength", Definition("VBuffer", [.. Definition("TextSpan"), 1, 0, 0, 0, 0, 0, 0, 0]) },
    };

    [Theory]
    [MemberData(nameof(Codecs))]
    public void Column_IsNameCodecAndOffsets(string type, byte[] definition)
    {
        var bytes = Save(("é", Types[type]));
        byte[] expected =
        [
            2, 0xC3, 0xA9, .. definition, 1, 1, .. BitConverter.GetBytes((long)HeaderSize), .. BitConverter.GetBytes(0L),
        ];
        Assert.Equal(expected, bytes[HeaderSize..^8]);
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void Column_ReadBack_IsOfItsType(string type, byte[] definition)
    {
        Assert.NotEmpty(definition);
        Assert.Equal(Types[type], RoundTrip(Schema(("A", Types[type], null)))["A"].Type);
    }

    [Fact]
    public void Annotation_SmallValue_IsRaw()
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.AddPrimitiveValue("IsNormalized", BooleanDataViewType.Instance, true);
        var bytes = Save(Schema(("A", NumberDataViewType.Single, annotations.ToAnnotations())));

        byte[] expected =
        [
            1, 1, 12, .. "IsNormalized"u8, .. Definition("Boolean"), 0, .. BitConverter.GetBytes((long)HeaderSize), 1,
        ];
        Assert.Equal(expected, bytes[HeaderSize..(HeaderSize + expected.Length)]);
        Assert.Equal(HeaderSize + 1, BitConverter.ToInt64(bytes, bytes.Length - 16));
    }

    [Fact]
    public void Annotation_SlotNames_AreOneBlockOfText()
    {
        var bytes = Save(Schema(("A", new VectorDataViewType(NumberDataViewType.Single, 2), SlotNames("é", "b"))));
        using var block = new DeflateStream(new MemoryStream(bytes, HeaderSize, bytes.Length - HeaderSize), CompressionMode.Decompress);
        using var reader = new BinaryReader(block);

        Assert.Equal([1, 2, -1, 0], [reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32()]);
        Assert.Equal([2, 1, 2], [reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32()]);
        Assert.Equal("éb", reader.ReadString());
    }

    [Fact]
    public void Annotation_LongText_IsDeflatedAndReadBack()
    {
        var names = Enumerable.Range(0, 1000).Select(i => $"slot {i}").ToArray();
        var schema = Schema(("A", new VectorDataViewType(NumberDataViewType.Single, 1000), SlotNames(names)));

        Assert.True(Save(schema).Length < 1000 * (sizeof(int) + "slot".Length));

        VBuffer<ReadOnlyMemory<char>> read = default;
        RoundTrip(schema)["A"].GetSlotNames(ref read);
        Assert.Equal(names, read.DenseValues().Select(name => name.ToString()));
    }

    [Fact]
    public void Annotation_Times_AreReadBack()
    {
        var when = new DateTimeOffset(2021, 2, 3, 4, 5, 6, TimeSpan.FromMinutes(-90));
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.AddPrimitiveValue("When", DateTimeOffsetDataViewType.Instance, when);
        annotations.AddPrimitiveValue("Long", TimeSpanDataViewType.Instance, TimeSpan.FromTicks(-5));
        var read = RoundTrip(Schema(("A", NumberDataViewType.Single, annotations.ToAnnotations())))["A"].Annotations;

        DateTimeOffset readWhen = default;
        TimeSpan readLong = default;
        read.GetValue("When", ref readWhen);
        read.GetValue("Long", ref readLong);
        Assert.True(readWhen.EqualsExact(when));
        Assert.Equal(TimeSpan.FromTicks(-5), readLong);
    }

    [Fact]
    public void Annotation_SparseVector_StaysSparse()
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        ValueGetter<VBuffer<double>> getter = (ref VBuffer<double> value) => value = new VBuffer<double>(9, 2, [1.5, 2.5], [3, 7]);
        annotations.Add("Weights", new VectorDataViewType(NumberDataViewType.Double, 9), getter);

        VBuffer<double> read = default;
        RoundTrip(Schema(("A", NumberDataViewType.Single, annotations.ToAnnotations())))["A"].Annotations.GetValue("Weights", ref read);

        Assert.Equal([3, 7], read.GetIndices().ToArray());
        Assert.Equal([1.5, 2.5], read.GetValues().ToArray());
        Assert.Equal(9, read.Length);
    }

    private static readonly Dictionary<string, DataViewType> Types = new()
    {
        ["SByte"] = NumberDataViewType.SByte,
        ["Byte"] = NumberDataViewType.Byte,
        ["Int16"] = NumberDataViewType.Int16,
        ["UInt16"] = NumberDataViewType.UInt16,
        ["Int32"] = NumberDataViewType.Int32,
        ["UInt32"] = NumberDataViewType.UInt32,
        ["Int64"] = NumberDataViewType.Int64,
        ["UInt64"] = NumberDataViewType.UInt64,
        ["Single"] = NumberDataViewType.Single,
        ["Double"] = NumberDataViewType.Double,
        ["Boolean"] = BooleanDataViewType.Instance,
        ["TimeSpan"] = TimeSpanDataViewType.Instance,
        ["DateTime"] = DateTimeDataViewType.Instance,
        ["DateTimeOffset"] = DateTimeOffsetDataViewType.Instance,
        ["DataViewRowId"] = RowIdDataViewType.Instance,
        ["Text"] = TextDataViewType.Instance,
        ["Key"] = new KeyDataViewType(typeof(uint), 5),
        ["Vector"] = new VectorDataViewType(NumberDataViewType.Single, 2, 3),
        ["AnyLength"] = new VectorDataViewType(TextDataViewType.Instance),
    };

    private static byte[] Definition(string name, params byte[] parameters)
        => [(byte)name.Length, .. Encoding.UTF8.GetBytes(name), (byte)parameters.Length, .. parameters];

    private static DataViewSchema.Annotations SlotNames(params string[] names)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        ValueGetter<VBuffer<ReadOnlyMemory<char>>> getter = (ref VBuffer<ReadOnlyMemory<char>> value)
            => value = new VBuffer<ReadOnlyMemory<char>>(names.Length, [.. names.Select(name => name.AsMemory())]);
        builder.Add("SlotNames", new VectorDataViewType(TextDataViewType.Instance, names.Length), getter);
        return builder.ToAnnotations();
    }

    private static DataViewSchema Schema(params (string Name, DataViewType Type, DataViewSchema.Annotations? Annotations)[] columns)
    {
        var builder = new DataViewSchema.Builder();
        foreach (var (name, type, annotations) in columns)
            builder.AddColumn(name, type, annotations);
        return builder.ToSchema();
    }

    private static byte[] Save(params (string Name, DataViewType Type)[] columns)
        => Save(Schema([.. columns.Select(column => (column.Name, column.Type, (DataViewSchema.Annotations?)null))]));

    private static byte[] Save(DataViewSchema schema) => SavedModel.Entry(new MLContext(), null, schema, "Schema");

    private static DataViewSchema RoundTrip(DataViewSchema schema)
    {
        using var stream = new MemoryStream();
        new MLContext().Model.Save(new TransformerChain<ITransformer>(), schema, stream);
        new MLContext().Model.Load(stream, out var read);
        return read;
    }

    private static BinaryReader Reader(byte[] bytes, int offset) => new(new MemoryStream(bytes, offset, bytes.Length - offset));
}

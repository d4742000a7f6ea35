using Microsoft.ML.Data;
using Shouldly;
using Xunit;

namespace Microsoft.ML.Vae.Tests.Platform;

public class ClassSchemaTests
{
    private readonly MLContext _context = new();

    [Fact]
    public void Create_Members_AreColumnsOfTheirTypes()
    {
        DataViewSchema schema = _context.Data.LoadFromEnumerable(new[] { new Members() }).Schema;

        schema.Select(column => $"{column.Name}: {column.Type}").ShouldBe(
        [
            "Field: Single", "Square: Vector<Byte, 2, 3>", "Free: Vector<Double>", "Kind: Key<UInt32, 0-4>", "Word: String",
            "Renamed: Boolean", "Buffer: Vector<Int64>",
        ]);
    }

    [Fact]
    public void Create_SameNameTwice_Throws() =>
        Should.Throw<ArgumentOutOfRangeException>(() => SchemaDefinition.Create(typeof(Twins))).Message
            .ShouldBe("Duplicate column name 'A' detected, this is disallowed (Parameter 'userType')");

    [Fact]
    public void Create_UnknownType_NamesTheMember() =>
        Should.Throw<ArgumentOutOfRangeException>(() => SchemaDefinition.Create(typeof(Unknown))).Message
            .ShouldBe("Could not determine an IDataView type and registered custom types for member What (Parameter 'rawType')");

    [Fact]
    public void Create_VectorAttributeOnAScalar_Throws() =>
        Should.Throw<ArgumentOutOfRangeException>(() => SchemaDefinition.Create(typeof(NoVector))).Message
            .ShouldBe("Member A marked with VectorTypeAttribute, but does not appear to be a vector type (Parameter 'userType')");

    [Fact]
    public void Create_KeyOfAFloat_Throws() =>
        Should.Throw<ArgumentOutOfRangeException>(() => SchemaDefinition.Create(typeof(FloatKey))).Message
            .ShouldBe("Member A marked with KeyType attribute, but does not appear to be a valid kind of data for a key type (Parameter 'userType')");

    [Fact]
    public void KeyType_WithoutCount_IsNotSupported() =>
        Should.Throw<NotSupportedException>(() => new KeyTypeAttribute()).Message
            .ShouldBe("Using KeyType without the Count parameter is not supported");

    [Fact]
    public void Definition_RenamedAndSized_IsTheViewsSchema()
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Members), SchemaDefinition.Direction.Read);
        definition["Free"].ColumnType = new VectorDataViewType(NumberDataViewType.Double, 4);
        definition["Word"].ColumnName = "Label";
        definition.RemoveAll(column => column.MemberName is not ("Free" or "Word"));

        DataViewSchema schema = _context.Data.LoadFromEnumerable(new[] { new Members() }, definition).Schema;
        schema.Select(column => $"{column.Name}: {column.Type}").ShouldBe(["Free: Vector<Double, 4>", "Label: String"]);
    }

    [Fact]
    public void Definition_TypeThatDoesNotFit_Throws()
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Row));
        definition["A"].ColumnType = NumberDataViewType.Double;

        Should.Throw<ArgumentOutOfRangeException>(() => _context.Data.LoadFromEnumerable(Row.Some(1), definition)).Message
            .ShouldStartWith("Column 'A' is supposed to have item type System.Double, but associated field has type System.Single");
    }

    [Fact]
    public void Definition_Annotation_ReachesTheColumn()
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Row));
        string[] slots = ["x", "y"];
        definition["V"].AddAnnotation("SlotNames", slots, new VectorDataViewType(TextDataViewType.Instance, 2));

        DataViewSchema.Column column = _context.Data.LoadFromEnumerable(Row.Some(1), definition).Schema["V"];
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetSlotNames(ref names);
        names.DenseValues().Select(name => name.ToString()).ShouldBe(slots);
    }

    private sealed class Members
    {
        public float Field = 1;
        [VectorType(2, 3)]
        public byte[] Square = [];
        public double[] Free = [];

        [KeyType(5)]
        public uint Kind { get; set; }

        public string Word { get; set; } = "";

        [ColumnName("Renamed")]
        public bool Flag { get; set; }

        public VBuffer<long> Buffer { get; set; }

        [NoColumn]
        public object? Other { get; set; }
    }

    private sealed class Twins
    {
        public float A { get; set; }

        [ColumnName("A")]
        public float B { get; set; }
    }

    private sealed class Unknown
    {
        public decimal What { get; set; }
    }

    private sealed class NoVector
    {
        [VectorType(3)]
        public float A { get; set; }
    }

    private sealed class FloatKey
    {
        [KeyType(3)]
        public float A { get; set; }
    }
}

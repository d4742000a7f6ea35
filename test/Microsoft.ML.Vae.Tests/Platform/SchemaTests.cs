using System.Reflection;
using Microsoft.ML.Data;
using Shouldly;
using Xunit;

namespace Microsoft.ML.Vae.Tests.Platform;

/// <summary>Schemas, annotations and column types.</summary>
public sealed class SchemaTests
{
    [Fact]
    public void ToSchema_SameNameTwice_HidesTheEarlierOne()
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("A", NumberDataViewType.Single);
        builder.AddColumn("B", NumberDataViewType.Single);
        builder.AddColumn("A", TextDataViewType.Instance);
        var schema = builder.ToSchema();

        schema.Count.ShouldBe(3);
        schema["A"].Index.ShouldBe(2);
        schema[0].IsHidden.ShouldBeTrue();
        schema[2].IsHidden.ShouldBeFalse();
    }

    [Fact]
    public void Indexer_UnknownName_Throws()
    {
        var schema = new DataViewSchema.Builder().ToSchema();
        var failure = Should.Throw<ArgumentOutOfRangeException>(() => schema["q"]);
        failure.Message.ShouldBe("Column 'q' not found (Parameter 'name')");
        schema.GetColumnOrNull("q").ShouldBeNull();
        Should.Throw<ArgumentNullException>(() => schema.GetColumnOrNull(""));
    }

    [Fact]
    public void GetValue_WrongKindOrType_Throws()
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.AddPrimitiveValue("Answer", NumberDataViewType.Int32, 42);
        var annotations = builder.ToAnnotations();
        var number = 0;
        annotations.GetValue("Answer", ref number);
        number.ShouldBe(42);
        Should.Throw<InvalidOperationException>(() => annotations.GetValue("Question", ref number));
        var text = 0f;
        Should.Throw<InvalidOperationException>(() => annotations.GetValue("Answer", ref text));
    }

    [Fact]
    public void Add_GetterOfAnotherType_ThrowsAtOnce()
    {
        var builder = new DataViewSchema.Annotations.Builder();
        ValueGetter<float> getter = (ref float value) => value = 1;
        Should.Throw<ArgumentException>(() => builder.Add("A", NumberDataViewType.Double, getter));
        Should.Throw<TargetInvocationException>(() => builder.Add("A", NumberDataViewType.Double, (Delegate)getter))
            .InnerException.ShouldBeOfType<ArgumentException>();
    }

    [Fact]
    public void ToString_ColumnTypes_AreWrittenAsInMessages()
    {
        NumberDataViewType.Single.ToString().ShouldBe("Single");
        TextDataViewType.Instance.ToString().ShouldBe("String");
        new KeyDataViewType(typeof(uint), 10).ToString().ShouldBe("Key<UInt32, 0-9>");
        new VectorDataViewType(NumberDataViewType.Byte, 3).ToString().ShouldBe("Vector<Byte, 3>");
        new VectorDataViewType(NumberDataViewType.Byte).ToString().ShouldBe("Vector<Byte>");
        new VectorDataViewType(NumberDataViewType.Byte, 2, 0).ToString().ShouldBe("Vector<Byte, 2, *>");
    }

    [Fact]
    public void Equals_VectorTypes_ComparesItemsAndDimensions()
    {
        new VectorDataViewType(NumberDataViewType.Single, 6).Equals(new VectorDataViewType(NumberDataViewType.Single, 6)).ShouldBeTrue();
        new VectorDataViewType(NumberDataViewType.Single, 6).Equals(new VectorDataViewType(NumberDataViewType.Single, 2, 3)).ShouldBeFalse();
        new VectorDataViewType(NumberDataViewType.Single, 2, 3).Size.ShouldBe(6);
        new KeyDataViewType(typeof(byte), 4).Equals(new KeyDataViewType(typeof(byte), 5)).ShouldBeFalse();
    }

    [Fact]
    public void KeyDataViewType_CountOutOfRange_Throws()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new KeyDataViewType(typeof(byte), 256));
        Should.Throw<ArgumentOutOfRangeException>(() => new KeyDataViewType(typeof(uint), 0));
        Should.Throw<ArgumentOutOfRangeException>(() => new KeyDataViewType(typeof(int), 5));
    }

    [Fact]
    public void ToString_Column_ShowsTypeAndAnnotations()
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.AddPrimitiveValue("IsNormalized", BooleanDataViewType.Instance, true);
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("A", NumberDataViewType.Single, annotations.ToAnnotations());
        builder.ToSchema()["A"].ToString().ShouldBe("A: Single {IsNormalized}");
        builder.ToSchema()["A"].IsNormalized().ShouldBeTrue();
    }
}

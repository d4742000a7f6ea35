using Microsoft.ML.Data;
using Shouldly;
using Xunit;

namespace Microsoft.ML.Vae.Tests.Platform;

/// <summary><see cref="VBuffer{T}"/> and its editor.</summary>
public sealed class VectorBufferTests
{
    private static VBuffer<float> Sparse => new(6, 2, [7f, 8f], [1, 4]);

    [Fact]
    public void DenseValues_SparseBuffer_FillsDefaults() => Sparse.DenseValues().ShouldBe([0, 7, 0, 0, 8, 0]);

    [Fact]
    public void Items_SparseBuffer_GivesExplicitOnesUnlessAllAreAskedFor()
    {
        Sparse.Items().Select(item => item.Key).ShouldBe([1, 4]);
        Sparse.Items(all: true).Count().ShouldBe(6);
    }

    [Fact]
    public void GetIndices_DenseBuffer_IsEmpty()
    {
        new VBuffer<float>(2, [1f, 2f], [0, 1]).GetIndices().Length.ShouldBe(0);
        Sparse.GetIndices().ToArray().ShouldBe([1, 4]);
        Sparse.IsDense.ShouldBeFalse();
    }

    [Fact]
    public void GetItemOrDefault_SparseBuffer_FindsOrGivesDefault()
    {
        Sparse.GetItemOrDefault(4).ShouldBe(8);
        Sparse.GetItemOrDefault(5).ShouldBe(0);
        Should.Throw<ArgumentOutOfRangeException>(() => Sparse.GetItemOrDefault(6));
    }

    [Fact]
    public void CopyTo_Span_UsesTheGivenDefault()
    {
        var target = new float[8];
        Sparse.CopyTo(target, 1, -1);
        target.ShouldBe([0, -1, 7, -1, -1, 8, -1, 0]);
    }

    [Fact]
    public void CopyTo_SpanWithoutExplicitValues_ClearsWhateverTheDefault()
    {
        var target = new float[] { 5, 5 };
        new VBuffer<float>(2, 0, [], []).CopyTo(target, 0, -1);
        target.ShouldBe([0, 0]);
    }

    [Fact]
    public void CopyTo_ShortSpan_Throws() =>
        Should.Throw<ArgumentOutOfRangeException>(() => Sparse.CopyTo(new float[5])).ParamName.ShouldBe("destination");

    [Fact]
    public void CopyTo_Range_ShiftsIndices()
    {
        VBuffer<float> part = default;
        Sparse.CopyTo(ref part, 3, 3);
        part.Length.ShouldBe(3);
        part.DenseValues().ShouldBe([0, 8, 0]);
        part.IsDense.ShouldBeFalse();
    }

    [Fact]
    public void CopyToDense_SparseBuffer_IsDense()
    {
        VBuffer<float> dense = default;
        Sparse.CopyToDense(ref dense);
        dense.IsDense.ShouldBeTrue();
        dense.GetValues().ToArray().ShouldBe([0, 7, 0, 0, 8, 0]);
    }

    [Fact]
    public void Create_BufferLargeEnough_IsUsedAgainWithItsOldValues()
    {
        var buffer = new VBuffer<float>(3, [1f, 2f, 3f]);
        var editor = VBufferEditor.Create(ref buffer, 2);
        editor.CreatedNewValues.ShouldBeFalse();
        editor.Values.ToArray().ShouldBe([1, 2]);
        editor.Commit().Length.ShouldBe(2);
    }

    [Fact]
    public void Create_LargerThanTheBuffer_MakesANewOne()
    {
        var buffer = new VBuffer<float>(1, [1f]);
        var editor = VBufferEditor.Create(ref buffer, 3, keepOldOnResize: true);
        editor.CreatedNewValues.ShouldBeTrue();
        editor.Values.ToArray().ShouldBe([1, 0, 0]);
    }

    [Fact]
    public void CommitTruncated_FewerValues_IsSparse()
    {
        VBuffer<float> buffer = default;
        var editor = VBufferEditor.Create(ref buffer, 5, 3);
        (editor.Indices[0], editor.Values[0]) = (2, 9f);
        var result = editor.CommitTruncated(1);
        result.DenseValues().ShouldBe([0, 0, 9, 0, 0]);
        result.ToString().ShouldBe("Sparse vector of size 5, 1 explicit values");
    }

    [Fact]
    public void Constructor_ArraysTooShort_Throws()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new VBuffer<float>(3, [1f])).ParamName.ShouldBe("values");
        Should.Throw<ArgumentOutOfRangeException>(() => new VBuffer<float>(3, 2, [1f, 2f], [0])).ParamName.ShouldBe("indices");
    }
}

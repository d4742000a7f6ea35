using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Columns;

public class PassThroughTests
{
    private const int Rows = 300;

    [Fact]
    public void SByte_Unchanged() => Check<sbyte>(NumberDataViewType.SByte, row => (sbyte)row);

    [Fact]
    public void Byte_Unchanged() => Check<byte>(NumberDataViewType.Byte, row => (byte)row);

    [Fact]
    public void Int16_Unchanged() => Check<short>(NumberDataViewType.Int16, row => (short)-row);

    [Fact]
    public void UInt16_Unchanged() => Check<ushort>(NumberDataViewType.UInt16, row => (ushort)row);

    [Fact]
    public void Int32_Unchanged() => Check<int>(NumberDataViewType.Int32, row => -row);

    [Fact]
    public void UInt32_Unchanged() => Check<uint>(NumberDataViewType.UInt32, row => uint.MaxValue - (uint)row);

    [Fact]
    public void Int64_Unchanged() => Check<long>(NumberDataViewType.Int64, row => long.MinValue + row);

    [Fact]
    public void UInt64_Unchanged() => Check<ulong>(NumberDataViewType.UInt64, row => ulong.MaxValue - (ulong)row);

    [Fact]
    public void Single_Unchanged() => Check<float>(NumberDataViewType.Single, row => row == 7 ? float.NaN : row / 3f);

    [Fact]
    public void Double_Unchanged() => Check<double>(NumberDataViewType.Double, row => row / 3d);

    [Fact]
    public void Boolean_Unchanged() => Check<bool>(BooleanDataViewType.Instance, row => row % 3 == 0);

    [Fact]
    public void DateTime_Unchanged() => Check<DateTime>(DateTimeDataViewType.Instance, row => new DateTime(2020, 1, 1).AddDays(row));

    [Fact]
    public void RowId_Unchanged() => Check<DataViewRowId>(RowIdDataViewType.Instance, row => new DataViewRowId((ulong)row, 1));

    [Fact]
    public void Key_Unchanged() => Check<uint>(new KeyDataViewType(typeof(uint), 10), row => (uint)row % 11);

    [Fact]
    public void Text_Unchanged() => Through(TextDataViewType.Instance, row => $"row {row}".AsMemory()).Select(text => text.ToString())
        .ShouldBe(Enumerable.Range(0, Rows).Select(row => $"row {row}"));

    [Fact]
    public void DenseVector_Unchanged() =>
        CheckVectors(new VectorDataViewType(NumberDataViewType.Double, 4), row => new VBuffer<double>(4, [row, 1, 2, 3]));

    [Fact]
    public void SparseVector_StaysSparse() =>
        CheckVectors(new VectorDataViewType(NumberDataViewType.Single, 1000), row => new VBuffer<float>(1000, 2, [row + 1f, 5f], [row, 999]));

    [Fact]
    public void VectorOfVariableSize_Unchanged() =>
        CheckVectors(new VectorDataViewType(NumberDataViewType.Int32), row => new VBuffer<int>(row % 5, [.. Enumerable.Range(row, row % 5)]));

    [Fact]
    public void VectorOfKeys_Unchanged() =>
        CheckVectors(new VectorDataViewType(new KeyDataViewType(typeof(uint), 9), 2), row => new VBuffer<uint>(2, [(uint)row % 9, 1]));

    [Fact]
    public void VectorOfText_Unchanged()
    {
        List<VBuffer<ReadOnlyMemory<char>>> got = Through<VBuffer<ReadOnlyMemory<char>>>(
            new VectorDataViewType(TextDataViewType.Instance, 2), row => new(2, [$"a{row}".AsMemory(), "b".AsMemory()]));

        for (int row = 0; row < Rows; row++)
            string.Join(",", got[row].DenseValues()).ShouldBe($"a{row},b");
    }

    private static void Check<T>(DataViewType type, Func<int, T> value)
    {
        List<T> got = Through(type, value);

        got.ShouldBe(Enumerable.Range(0, Rows).Select(value));
    }

    private static void CheckVectors<T>(VectorDataViewType type, Func<int, VBuffer<T>> value)
    {
        List<VBuffer<T>> got = Through(type, value);

        got.Count.ShouldBe(Rows);
        for (int row = 0; row < Rows; row++)
        {
            got[row].IsDense.ShouldBe(value(row).IsDense, $"row {row}");
            got[row].Items(all: true).ShouldBe(value(row).Items(all: true), $"row {row}");
        }
    }

    /// <summary>Reads the column while latents are computed too, so that it passes through the cursor that reads ahead.</summary>
    private static List<T> Through<T>(DataViewType type, Func<int, T> value)
    {
        using TinyModel model = TinyModel.Create();
        IDataView view = model.Transformer.Transform(TestImages.View(Rows).Add("Other", type, value));
        view.Schema["Other"].Type.ShouldBe(type);
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["Other"], view.Schema[TinyModel.Mean]]);
        return cursor.Rest<T>(view.Schema["Other"]);
    }
}

using Microsoft.ML.Data;
using Microsoft.ML.Vae.Inputs;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Inputs;

/// <summary>Stored rows, pixels and behind them the condition, and what a network sees of them.</summary>
public class ConditionedRowTests
{
    private const int Rows = 5;
    private const int Odd = 13;   // bytes of pixels, behind which no number of a condition is aligned

    public static TheoryData<string, bool> Types => new()
    {
        { "Key", true }, { "Key", false }, { "Single", true }, { "Single", false }, { "Vector", true }, { "Vector", false },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void ToNetworkInput_AnyTypes_IsPixelsThenCondition(string kind, bool isBytes)
    {
        using DisposeScope scope = NewDisposeScope();
        (PixelColumn column, byte[] stored) = Stored(kind, isBytes);

        foreach (Tensor input in new[] { column.ToNetworkInput(stored, Rows, CPU), column.ToTrainingInput(stored, Rows, CPU) })
        {
            float[][] got = [.. TensorValues.ToArray(input).Chunk(Odd + column.Condition!.Size)];
            got.Length.ShouldBe(Rows);
            for (int row = 0; row < Rows; row++)
                got[row].ShouldBe([.. TestImages.Floats(row, Odd), .. Seen(kind, row)], $"row {row}");
        }
        stored.Length.ShouldBe(Rows * (Odd * (isBytes ? 1 : 4) + (kind == "Vector" ? 8 : 4)));
    }

    [Theory]
    [Trait("trap", "7")]
    [InlineData("Key")]
    [InlineData("Vector")]
    public void ToNetworkInput_BlackAndWhitePixels_LeavesTheConditionAsItIs(string kind)
    {
        using DisposeScope scope = NewDisposeScope();
        (PixelColumn column, byte[] stored) = Stored(kind, isBytes: true);

        float[][] got = [.. TensorValues.ToArray((column with { BinarizationSeed = 3 }).ToNetworkInput(stored, Rows, CPU)).Chunk(Odd + column.Condition!.Size)];

        for (int row = 0; row < Rows; row++)
        {
            got[row][Odd..].ShouldBe(Seen(kind, row), $"row {row}");
            float[] pixels = TestImages.Floats(row, Odd);
            Binarization.Fix(pixels, 3);   // which depends on the pixels alone
            got[row][..Odd].ShouldBe(pixels, $"row {row}");
        }
    }

    private static (PixelColumn Column, byte[] Stored) Stored(string kind, bool isBytes)
    {
        ScriptedView view = isBytes
            ? new ScriptedView(Rows).AddVector(TinyModel.Input, NumberDataViewType.Byte, Odd, row => TestImages.Dense(TestImages.Bytes(row, Odd)))
            : new ScriptedView(Rows).AddVector(TinyModel.Input, NumberDataViewType.Single, Odd, row => TestImages.Dense(TestImages.Floats(row, Odd)));
        view = kind switch
        {
            "Key" => view.AddKeys(),
            "Single" => view.Add(ConditionedImages.Column, NumberDataViewType.Single, row => Numbers(row)[0]),
            _ => view.AddVector(ConditionedImages.Column, NumberDataViewType.Single, 2, row => TestImages.Dense(Numbers(row))),
        };
        var column = new PixelColumn(TinyModel.Input, isBytes ? ScalarType.Byte : ScalarType.Float32, Odd, isBytes ? PixelScaling.ByteToUnit : PixelScaling.None)
        {
            Condition = ConditionColumn.Find(Models.Host(new MLContext()), view.Schema, ConditionedImages.Column),
        };
        byte[] stored = new byte[Rows * column.RowBytes];
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        RowExtractor reader = RowExtractor.Create(Models.Host(new MLContext()), column, PixelDomain.Finite("test"), cursor);
        for (int row = 0; cursor.MoveNext(); row++)
            reader.TryRead(stored.AsSpan(row * column.RowBytes, column.RowBytes)).ShouldBeNull();
        return (column, stored);
    }

    private static float[] Numbers(int row) => [row + 0.5f, -0.25f * row];

    private static float[] Seen(string kind, int row) => kind switch
    {
        "Key" => Array.ConvertAll(ConditionedImages.OneHot(ConditionedImages.Key(row)), value => (float)value),
        "Single" => Numbers(row)[..1],
        _ => Numbers(row),
    };
}

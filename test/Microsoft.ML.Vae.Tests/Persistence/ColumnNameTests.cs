using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.ML.Vae.Columns;
using Microsoft.ML.Vae.Evaluation;
using Microsoft.ML.Vae.Training;

namespace Microsoft.ML.Vae.Tests.Persistence;

/// <summary>Names of columns, none of which may change or swap places unnoticed: eight, and two more of a codebook and a condition.</summary>
[Trait("case", "30")]
public class ColumnNameTests
{
    private const int Body = 256;

    private static readonly ColumnLayout _names = new()
    {
        Input = TinyModel.Input,
        Latent = "Bravo",
        LatentLogVariance = "Charlie",
        LatentSample = "Delta",
        Reconstruction = "Echo",
        Sample = "Foxtrot",
        Score = "Golf",
        PredictedLabel = "Hotel",
    };

    [Fact]
    public void SaveAndLoad_EveryColumn_KeepsItsName()
    {
        using TinyModel model = Create(_names);
        using var loaded = (VaeTransformer)SavedModel.Of(model.Transformer).Load();

        loaded.InputColumnName.ShouldBe(TinyModel.Input);
        loaded.OutputColumnName.ShouldBe("Bravo");
        loaded.LatentLogVarianceColumnName.ShouldBe("Charlie");
        loaded.LatentSampleColumnName.ShouldBe("Delta");
        loaded.ReconstructionColumnName.ShouldBe("Echo");
        loaded.SampleColumnName.ShouldBe("Foxtrot");
        loaded.ScoreColumnName.ShouldBe("Golf");
        loaded.PredictedLabelColumnName.ShouldBe("Hotel");
        loaded.GetOutputSchema(TestImages.View(1).Schema).Select(column => column.Name)
            .ShouldBe(["Number", TinyModel.Input, "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel"]);
    }

    [Theory]
    [InlineData(TinyModel.Input)]
    [InlineData("Bravo")]
    [InlineData("Charlie")]
    [InlineData("Delta")]
    [InlineData("Echo")]
    [InlineData("Foxtrot")]
    [InlineData("Golf")]
    [InlineData("Hotel")]
    public void Load_OneNameChanged_Refused(string name) => CheckRefused(header =>
    {
        int at = header.AsSpan().IndexOf(Encoding.Unicode.GetBytes(name));
        at.ShouldBeGreaterThan(0);
        header[at] ^= 1;
    });

    [Fact]
    public void Load_TwoNamesSwapped_Refused()
    {
        for (int column = 0; column < 7; column++)
        {
            CheckRefused(header =>
            {
                Span<int> texts = MemoryMarshal.Cast<byte, int>(header.AsSpan(Body, 8 * sizeof(int)));
                (texts[column], texts[column + 1]) = (texts[column + 1], texts[column]);
            });
        }
    }

    [Fact]
    public void Load_OptionalColumnDropped_Refused()
    {
        for (int column = 2; column < 8; column++)
            CheckRefused(header => BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(Body + column * sizeof(int)), -1));
    }

    [Fact]
    public void SaveAndLoad_LatentIndexAndCondition_KeepTheirNames()
    {
        using TinyModel model = Quantized();
        using var loaded = (VaeTransformer)SavedModel.Of(model.Transformer).Load();

        loaded.LatentIndexColumnName.ShouldBe("India");
        loaded.ConditionColumnName.ShouldBe("Juliet");
        loaded.PredictedLabelColumnName.ShouldBe("Hotel");
        loaded.LatentLogVarianceColumnName.ShouldBeNull();
    }

    [Theory]
    [InlineData("Bravo")]
    [InlineData("Hotel")]
    [InlineData("India")]
    [InlineData("Juliet")]
    public void Load_OneNameOfAQuantizedModelChanged_Refused(string name) => CheckRefused(Quantized, header =>
    {
        int at = header.AsSpan().IndexOf(Encoding.Unicode.GetBytes(name));
        at.ShouldBeGreaterThan(0);
        header[at] ^= 1;
    });

    [Fact]
    public void Load_LatentIndexAndConditionSwappedOrDropped_Refused()
    {
        const int Last = Body + 8 * sizeof(int);
        CheckRefused(Quantized, header =>
        {
            Span<byte> texts = header.AsSpan(Last, 2 * sizeof(int));
            byte[] swapped = [.. texts[sizeof(int)..], .. texts[..sizeof(int)]];
            swapped.CopyTo(texts);
        });
        CheckRefused(Quantized, header => BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(Last), -1));
        CheckRefused(Quantized, header => BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(Last + sizeof(int)), -1));
    }

    [Fact]
    public void Load_LabelsWithoutAThreshold_Refused()
    {
        using TinyModel model = TinyModel.Create(_names, outcome: Outcomes.Of(threshold: null));

        ModelFormatAssert.Refused(SavedModel.Of(model.Transformer)).ShouldContain("score threshold");
    }

    private static TinyModel Create(ColumnLayout names) => TinyModel.Create(names, outcome: Outcomes.Of(threshold: 1.5f));

    private static TinyModel Quantized() => TinyModel.Create(
        _names with { LatentLogVariance = null, LatentSample = null, LatentIndex = "India", Condition = "Juliet" },
        outcome: Outcomes.Of(threshold: 1.5f), condition: ConditionedImages.Condition with { Name = "Juliet" }, codebook: new(5, 1));

    private static void CheckRefused(Action<byte[]> change) => CheckRefused(() => Create(_names), change);

    private static void CheckRefused(Func<TinyModel> create, Action<byte[]> change)
    {
        using TinyModel model = create();
        SavedModel saved = SavedModel.Of(model.Transformer);
        byte[] header = [.. saved[SavedModel.Header]];
        change(header);
        saved[SavedModel.Header] = header;

        ModelFormatAssert.Refused(saved).ShouldContain("Model.key");
    }
}

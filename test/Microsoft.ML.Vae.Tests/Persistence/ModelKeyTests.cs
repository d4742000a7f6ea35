using System.Buffers.Binary;

namespace Microsoft.ML.Vae.Tests.Persistence;

[Trait("case", "30")]
public class ModelKeyTests
{
    private const int Body = 256;

    [Theory]
    [InlineData(0x48, 0x00010002u, 0x00010002u)]   // written by a later version that this one cannot read
    [InlineData(0x48, 0x00010000u, 0x00010000u)]   // by an earlier one that never was
    public void Load_OtherVersion_NamesTheHeader(int offset, uint written, uint readable) => CheckRefused(header =>
    {
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(offset), written);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(offset + 4), readable);
    });

    [Fact]
    public void Load_OtherSignature_NamesTheHeader() => CheckRefused(header => header[0x40] = (byte)'X');

    [Theory]
    [InlineData(2)]
    [InlineData(255)]
    public void Load_FlagNeitherTrueNorFalse_NamesTheHeader(byte flag) => CheckRefused(header => header[Body + 48] = flag);

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(16)]
    public void Load_TextThatIsNotThere_NamesTheHeader(int offset)
    {
        CheckRefused(header => BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(Body + offset), 3));
        CheckRefused(header => BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(Body + offset), -1));
        CheckRefused(header => BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(Body + offset), int.MaxValue));
    }

    [Fact]
    public void Load_ColumnRenamed_Refused() => CheckRefused(header =>
    {
        int text = (int)BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(0x30));
        header[text] ^= 1;   // "Pixels" becomes "Qixels"
    });

    [Fact]
    public void Load_ColumnWithoutAName_NamesTheHeader()
    {
        using TinyModel model = TinyModel.Create(AllColumns.Names with { Score = " ", PredictedLabel = null });

        ModelFormatAssert.Refused(SavedModel.Of(model.Transformer)).ShouldContain("Model.key: a column's name is white space");
    }

    private static void CheckRefused(Action<byte[]> change)
    {
        using TinyModel model = TinyModel.Create(reconstruction: TinyModel.Reconstruction);
        SavedModel saved = SavedModel.Of(model.Transformer);
        byte[] header = [.. saved[SavedModel.Header]];
        change(header);
        saved[SavedModel.Header] = header;

        ModelFormatAssert.Refused(saved).ShouldContain("Model.key");
    }
}

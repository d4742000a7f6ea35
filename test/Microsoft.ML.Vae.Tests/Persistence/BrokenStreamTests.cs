namespace Microsoft.ML.Vae.Tests.Persistence;

[Trait("case", "30")]
public class BrokenStreamTests
{
    [Fact]
    public void Read_TruncatedAtAnyByte_Refused()
    {
        byte[] whole = WeightsFile.Sample();

        for (int length = 0; length < whole.Length; length++)
            ModelFormatAssert.Refused(whole[..length]).ShouldStartWith("The saved model is damaged: ", customMessage: $"{length} of {whole.Length} bytes");
    }

    [Fact]
    public void Read_TrailingBytes_Refused()
    {
        byte[] whole = WeightsFile.Sample();

        for (int extra = 1; extra < 20; extra++)
            ModelFormatAssert.Refused([.. whole, .. new byte[extra]]).ShouldContain("payload");
    }

    [Fact]
    public void Read_AnyBitFlipped_RefusedOrTheSameModel()
    {
        byte[] whole = WeightsFile.Sample();
        using TinyModel original = TinyModel.Create();
        var sameness = new ModelSameness(original);

        for (int bit = 0; bit < whole.Length * 8; bit++)
        {
            byte[] flipped = [.. whole];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            sameness.Check(flipped, $"bit {bit % 8} of byte {bit / 8}");
        }

        sameness.Refused.ShouldBeGreaterThan(whole.Length * 8 * 9 / 10);
    }

    /// <summary>Where a small change would make another valid file.</summary>
    [Fact]
    public void Read_AnyDigitOfTheTableChanged_RefusedOrTheSameModel()
    {
        byte[] whole = WeightsFile.Sample();
        using TinyModel original = TinyModel.Create();
        var sameness = new ModelSameness(original);
        int end = 8 + (int)BitConverter.ToUInt64(whole);

        for (int at = 8; at < end; at++)
        {
            for (char digit = '0'; digit <= '9' && char.IsAsciiDigit((char)whole[at]); digit++)
                sameness.Check([.. whole[..at], (byte)digit, .. whole[(at + 1)..]], $"'{digit}' at {at}");
        }

        sameness.Refused.ShouldBeGreaterThan(1000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a model")]
    [InlineData("{}")]
    [InlineData("\0\0\0\0\0\0\0\0{}")]
    [InlineData("\u0002\0\0\0\0\0\0\0{}")]
    [InlineData("\u0002\0\0\0\0\0\0\0[]")]
    [InlineData("\u0004\0\0\0\0\0\0\0null")]
    [InlineData("\u0001\0\0\0\0\0\0\0{")]
    public void Load_WeightsAreSomethingElse_NamesThePart(string text)
    {
        using TinyModel model = TinyModel.Create();
        SavedModel saved = SavedModel.Of(model.Transformer);
        saved[SavedModel.Weights] = [.. text.Select(character => (byte)character)];

        ModelFormatAssert.Refused(saved).ShouldStartWith("The saved model is damaged: ");
    }

    [Fact]
    public void Load_NoWeights_NamesTheStream()
    {
        using TinyModel model = TinyModel.Create();
        SavedModel saved = SavedModel.Of(model.Transformer);
        saved.Remove(SavedModel.Weights);

        ModelFormatAssert.Refused(saved).ShouldContain("Weights.safetensors");
    }

    [Fact]
    public void Load_NotAZip_FormatExceptionAsMlNetHasIt()
    {
        Should.Throw<FormatException>(() => SavedModel.Load([]));
        Should.Throw<FormatException>(() => SavedModel.Load([.. "not a model"u8]));
    }
}

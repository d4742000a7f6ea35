using Microsoft.ML.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Inputs;

[Trait("case", "8")]
public class OtherSizeTests
{
    [Fact]
    public void Transform_VectorOfAnotherSize_SaysBothSizes()
    {
        using TinyModel model = TinyModel.Create();
        ScriptedView data = new ScriptedView(1).AddVector(TinyModel.Input, NumberDataViewType.Single, 13, row => TestImages.Dense(TestImages.Floats(row, 13)));

        CheckRefused(model, data, "expected Vector<Single, 12>, got Vector<Single, 13>");
    }

    [Fact]
    public void Transform_BytesWhereFloatsWereTrainedOn_SaysBothTypes()
    {
        using TinyModel model = TinyModel.Create();
        ScriptedView data = new ScriptedView(1).AddVector(TinyModel.Input, NumberDataViewType.Byte, 12, row => TestImages.Dense(TestImages.Bytes(row)));

        CheckRefused(model, data, "expected Vector<Single, 12>, got Vector<Byte, 12>");
    }

    [Fact]
    public void Transform_FloatsWhereBytesWereTrainedOn_SaysBothTypes()
    {
        using TinyModel model = TinyModel.Create(ScalarType.Byte);

        CheckRefused(model, TestImages.View(1), "expected Vector<Byte, 12>, got Vector<Single, 12>");
    }

    [Fact]
    public void Transform_SameSizeInTwoDimensions_IsTheSameVector()
    {
        using TinyModel model = TinyModel.Create();
        ScriptedView data = new ScriptedView(3).Add(
            TinyModel.Input, new VectorDataViewType(NumberDataViewType.Single, 3, 4), row => TestImages.Dense(TestImages.Floats(row)));

        model.Transformer.Transform(data).Vectors(TinyModel.Mean).ShouldBe(model.Transformer.Transform(TestImages.View(3)).Vectors(TinyModel.Mean));
    }

    private static void CheckRefused(TinyModel model, ScriptedView data, string words)
    {
        ITransformer transformer = model.Transformer;

        Should.Throw<ArgumentOutOfRangeException>(() => transformer.Transform(data)).Message.ShouldContain(words);
        Should.Throw<ArgumentOutOfRangeException>(() => transformer.GetOutputSchema(data.Schema)).Message.ShouldContain(words);
        Should.Throw<ArgumentOutOfRangeException>(() => transformer.GetRowToRowMapper(data.Schema)).Message.ShouldContain(words);
        Should.Throw<ArgumentOutOfRangeException>(() => model.Transformer.Evaluate(data)).Message.ShouldContain(words);
        data.Cursors.ShouldBeEmpty();
    }
}

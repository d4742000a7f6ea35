using Microsoft.ML.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Inputs;

public class SparseAndByteTests
{
    private const int Rows = 300;

    [Fact]
    [Trait("case", "15")]
    public void Transform_SparseRows_EqualDenseOnes()
    {
        using TinyModel model = TinyModel.Create(reconstruction: TinyModel.Reconstruction);

        float[][] dense = model.Transformer.Transform(TestImages.View(Rows)).Vectors(TinyModel.Reconstruction);
        float[][] sparse = model.Transformer.Transform(SparseView()).Vectors(TinyModel.Reconstruction);

        sparse.ShouldBe(dense);
    }

    [Fact]
    [Trait("case", "15")]
    public void Fit_SparseRows_EqualsDenseOnes()
    {
        using VaeTransformer dense = Fit(TestImages.View(Rows));
        using VaeTransformer sparse = Fit(SparseView());

        sparse.Transform(TestImages.View(Rows)).Vectors(TinyModel.Mean).ShouldBe(dense.Transform(TestImages.View(Rows)).Vectors(TinyModel.Mean));
        sparse.Evaluate(SparseView(), 1).NegativeElbo.ShouldBe(dense.Evaluate(TestImages.View(Rows), 1).NegativeElbo);
    }

    /// <summary>Floats that hold k · (1/255) in single precision are exactly what the scaling makes of the bytes k.</summary>
    [Fact]
    public void FitAndTransform_BytesAndScaledFloats_AreEqual()
    {
        using VaeTransformer floats = Fit(TestImages.View(Rows));
        using VaeTransformer bytes = Fit(ByteView());

        float[][] fromBytes = bytes.Transform(ByteView()).Vectors(TinyModel.Mean);

        fromBytes.ShouldBe(floats.Transform(TestImages.View(Rows)).Vectors(TinyModel.Mean));
        bytes.Evaluate(ByteView()).NegativeElbo.ShouldBe(floats.Evaluate(TestImages.View(Rows)).NegativeElbo);
    }

    [Fact]
    public void Reconstruction_OfBytes_IsIn0To255()
    {
        using TinyModel model = TinyModel.Create(ScalarType.Byte, reconstruction: TinyModel.Reconstruction);
        using TinyModel floats = TinyModel.Create(reconstruction: TinyModel.Reconstruction);

        float[][] inBytes = model.Transformer.Transform(ByteView()).Vectors(TinyModel.Reconstruction);
        float[][] inUnits = floats.Transformer.Transform(TestImages.View(Rows)).Vectors(TinyModel.Reconstruction);

        for (int row = 0; row < Rows; row++)
            inBytes[row].ShouldBeCloseTo([.. inUnits[row].Select(value => value * 255.0)], $"row {row}");
    }

    [Fact]
    public void Transform_DeclaredScaling_IsAppliedBeforeTheNetwork()
    {
        var scaling = new PixelScaling(-0.25f, 0.5f);   // the network sees (x + 0.25) / 2
        using TinyModel model = TinyModel.Create(scaling: scaling);
        var plain = new ReferenceVae(model.Network);

        float[][] latents = model.Transformer.Transform(TestImages.View(20)).Vectors(TinyModel.Mean);

        for (int row = 0; row < 20; row++)
            latents[row].ShouldBeCloseTo(plain.MeanOf([.. TestImages.Floats(row).Select(x => (x + 0.25f) / 2)]), $"row {row}");
    }

    private static ScriptedView SparseView() => new ScriptedView(Rows)
        .AddVector(TinyModel.Input, NumberDataViewType.Single, TinyModel.Size, row => TestImages.Sparse(TestImages.Floats(row)));

    private static ScriptedView ByteView() => new ScriptedView(Rows)
        .AddVector(TinyModel.Input, NumberDataViewType.Byte, TinyModel.Size, row => TestImages.Dense(TestImages.Bytes(row)));

    private static VaeTransformer Fit(IDataView data) => new MLContext().Transforms.VariationalAutoencoder(new VaeOptions
    {
        OutputColumnName = TinyModel.Mean,
        InputColumnName = TinyModel.Input,
        Network = Network.FullyConnected([8]),
        LatentDimension = 2,
        BatchSize = 32,
        Epochs = 2,
        Seed = 3,
    }).Fit(data);
}

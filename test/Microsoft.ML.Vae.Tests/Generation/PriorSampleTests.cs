using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Generation;

public sealed class PriorSampleTests : IDisposable
{
    private const int Count = 600;   // more than one batch of draws and of forward passes

    private readonly TinyModel _model = TinyModel.Create();

    [Fact]
    public void Sample_EveryRow_IsACodeAndItsPicture()
    {
        IDataView view = _model.Transformer.Sample(Count, seed: 1);
        var plain = new ReferenceVae(_model.Network);

        view.Schema.Select(column => column.Name).ShouldBe([TinyModel.Mean, "Sample"]);
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        ValueGetter<VBuffer<float>> code = cursor.GetGetter<VBuffer<float>>(view.Schema[TinyModel.Mean]);
        ValueGetter<VBuffer<float>> picture = cursor.GetGetter<VBuffer<float>>(view.Schema["Sample"]);
        int rows = 0;
        for (; cursor.MoveNext(); rows++)
        {
            double[] z = [.. code.Value().DenseValues()];
            picture.Value().DenseValues().ToArray().ShouldBeCloseTo(plain.BernoulliMean(z), $"row {rows}");
        }
        rows.ShouldBe(Count);
    }

    [Fact]
    public void Sample_ItsCodes_AreStandardNormal()
    {
        double[] draws = [.. _model.Transformer.Sample(20_000, seed: 3).Vectors(TinyModel.Mean).SelectMany(code => code)];

        draws.Average().ShouldBe(0, 5 / Math.Sqrt(draws.Length));                                // five standard deviations of the mean
        draws.Average(z => z * z).ShouldBe(1, 5 * Math.Sqrt(2.0 / draws.Length));                // and of the variance
    }

    [Fact]
    public void Sample_ReadAgain_IsTheSameAndAnotherSeedIsNot()
    {
        IDataView view = _model.Transformer.Sample(Count, seed: 1);
        float[][] codes = view.Vectors(TinyModel.Mean), pictures = view.Vectors("Sample");

        view.Vectors(TinyModel.Mean).ShouldBe(codes);
        view.Vectors("Sample").ShouldBe(pictures);
        _model.Transformer.Sample(Count, seed: 1).Vectors("Sample").ShouldBe(pictures);
        _model.Transformer.Sample(Count, seed: 2).Vectors(TinyModel.Mean).ShouldNotBe(codes);
        codes.Select(code => string.Join(' ', code)).Distinct().Count().ShouldBe(Count);
    }

    [Fact]
    public void Sample_ZeroRows_IsAnEmptyView() => _model.Transformer.Sample(0, seed: 1).Vectors("Sample").ShouldBeEmpty();

    [Fact]
    public void Sample_SampleColumnNamed_TakesThatName()
    {
        using TinyModel named = TinyModel.Create(AllColumns.Names with { Sample = "New" });

        named.Transformer.Sample(1, seed: 1).Schema.Select(column => column.Name).ShouldBe([TinyModel.Mean, "New"]);
    }

    [Fact]
    [Trait("case", "39")]
    public void Sample_ModelDisposed_ThrowsWhenRead()
    {
        IDataView view = _model.Transformer.Sample(3, seed: 1);
        _model.Dispose();

        Should.Throw<ObjectDisposedException>(() => view.Vectors("Sample"));
    }

    public void Dispose() => _model.Dispose();
}

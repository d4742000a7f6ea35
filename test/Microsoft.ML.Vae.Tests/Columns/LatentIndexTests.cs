using Microsoft.ML.Data;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Tests.Networks;

namespace Microsoft.ML.Vae.Tests.Columns;

/// <summary>The columns of a model with a codebook.</summary>
[Trait("trap", "22")]
public class LatentIndexTests
{
    private const int Rows = 300;   // more than one forward pass

    [Fact]
    public void LatentIndex_OneGroup_IsAKeyOfTheNearestVector()
    {
        using TinyModel model = QuantizedColumns.Create(vectors: 5);
        IDataView view = model.Transformer.Transform(TestImages.View(Rows));

        view.Schema[QuantizedColumns.Index].Type.ShouldBe(new KeyDataViewType(typeof(uint), 5));
        uint[] keys = [.. view.Values<uint>(QuantizedColumns.Index)];
        keys.ShouldBe(Enumerable.Range(0, Rows).Select(row => (uint)Nearest(model, row)[0] + 1));
        keys.ShouldAllBe(key => key >= 1 && key <= 5);
        keys.Distinct().Count().ShouldBeGreaterThan(1);
    }

    [Fact]
    public void LatentIndex_SeveralGroups_IsAVectorOfKeys()
    {
        using TinyModel model = QuantizedColumns.Create(vectors: 4, groups: 3);
        IDataView view = model.Transformer.Transform(TestImages.View(Rows));

        view.Schema[QuantizedColumns.Index].Type.ShouldBe(new VectorDataViewType(new KeyDataViewType(typeof(uint), 4), 3));
        List<VBuffer<uint>> keys = view.Values<VBuffer<uint>>(QuantizedColumns.Index);
        for (int row = 0; row < Rows; row++)
            keys[row].DenseValues().ShouldBe(Nearest(model, row).Select(index => (uint)index + 1), $"row {row}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Latent_AnyGroups_HoldsTheChosenVectorsToTheBit(int groups)
    {
        using TinyModel model = QuantizedColumns.Create(vectors: 4, groups);
        ReferenceCodebook codebook = ReferenceCodebook.Of(model.Network);

        float[][] latents = model.Transformer.Transform(TestImages.View(Rows)).Vectors(TinyModel.Mean);

        latents.ShouldBe(Enumerable.Range(0, Rows).Select(row => Array.ConvertAll(codebook.Look(Nearest(model, row)), value => (float)value)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Decode_OfEncodedRows_IsTheReconstructionByHand(int groups)
    {
        using TinyModel model = QuantizedColumns.Create(vectors: 4, groups);
        var plain = new ReferenceVae(model.Network);
        ReferenceCodebook codebook = ReferenceCodebook.Of(model.Network);

        float[][] reconstructions = model.Transformer.Transform(TestImages.View(Rows)).Vectors(TinyModel.Reconstruction);

        for (int row = 0; row < Rows; row++)
            reconstructions[row].ShouldBeCloseTo(plain.BernoulliMean(codebook.Look(Nearest(model, row))), $"row {row}");
        model.Transformer.Decode(model.Transformer.Encode(TestImages.View(Rows))).Vectors(TinyModel.Reconstruction).ShouldBe(reconstructions);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void GetOutputSchema_EveryColumn_PromisesWhatTheTransformerDelivers(int groups)
    {
        ScriptedView data = TestImages.View(5);
        VaeEstimator estimator = new MLContext().Transforms.VariationalAutoencoder(QuantizedColumns.With(TestOptions.Tiny, groups: groups));

        SchemaShape promised = estimator.GetOutputSchema(SchemaShapes.Of(data));
        using VaeTransformer transformer = estimator.Fit(data);

        Describe(promised).ShouldBe(Describe(SchemaShapes.Of(transformer.Transform(data))), ignoreOrder: true);
        Describe(promised).ShouldContain($"Index {(groups == 1 ? "Scalar" : "Vector")} UInt32 True");
        transformer.GetOutputSchema(data.Schema).Select(column => column.Name).ShouldBe(["Number", TinyModel.Input, .. QuantizedColumns.InOrder]);
        transformer.LatentIndexColumnName.ShouldBe(QuantizedColumns.Index);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void AllColumns_OneCursor_GivesWhatOneColumnAtATimeGives(int groups)
    {
        using TinyModel model = QuantizedColumns.Create(vectors: 4, groups);
        IDataView view = model.Transformer.Transform(TestImages.View(Rows));
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        Func<object> together = Reader(cursor, view.Schema[QuantizedColumns.Index]);
        ValueGetter<VBuffer<float>> latent = cursor.GetGetter<VBuffer<float>>(view.Schema[TinyModel.Mean]);
        ValueGetter<float> score = cursor.GetGetter<float>(view.Schema[AllColumns.Score]);
        using DataViewRowCursor alone = view.GetRowCursor([view.Schema[QuantizedColumns.Index]]);
        Func<object> expected = Reader(alone, view.Schema[QuantizedColumns.Index]);
        float[][] latents = view.Vectors(TinyModel.Mean);
        List<float> scores = view.Values<float>(AllColumns.Score);

        for (int row = 0; cursor.MoveNext() & alone.MoveNext(); row++)
        {
            together().ShouldBe(expected(), $"row {row}");
            latent.Value().DenseValues().ShouldBe(latents[row]);
            score.Value().ShouldBe(scores[row]);
        }
    }

    [Fact]
    public void LatentIndex_LaterSteps_TakeItAsAnyKey()
    {
        var context = new MLContext(1);
        IDataView data = TestImages.InMemory(context, 50);
        using var model = context.Transforms.VariationalAutoencoder(QuantizedColumns.With(TestOptions.Tiny, groups: 2))
            .Append(context.Transforms.CopyColumns("Copy", QuantizedColumns.Index))
            .Append(context.Transforms.SelectColumns("Copy", QuantizedColumns.Index)).Fit(data);
        IDataView cached = context.Data.Cache(model.Transform(data));

        cached.Schema["Copy"].Type.ShouldBe(cached.Schema[QuantizedColumns.Index].Type);
        Keys(cached, "Copy").ShouldBe(Keys(model.Transform(data), QuantizedColumns.Index));
    }

    [Fact]
    public void PredictionEngine_ItsKey_IsThatOfTheView()
    {
        var context = new MLContext(1);
        using TinyModel model = QuantizedColumns.Create(vectors: 5);
        List<uint> keys = model.Transformer.Transform(TestImages.View(20)).Values<uint>(QuantizedColumns.Index);
        using PredictionEngine<ImageRow, IndexRow> engine = context.Model.CreatePredictionEngine<ImageRow, IndexRow>(model.Transformer);

        Enumerable.Range(0, 20).Select(row => engine.Predict(new ImageRow { Pixels = TestImages.Floats(row) }).Index).ShouldBe(keys);
    }

    [Fact]
    [Trait("case", "40")]
    public void Cursor_OnlyIndexAndLatentActive_NeverRunTheDecoder()
    {
        using TinyModel model = QuantizedColumns.Create();
        IDataView view = model.Transformer.Transform(TestImages.View(10));
        model.Network.Decoder.Dispose();

        view.Values<uint>(QuantizedColumns.Index).Count.ShouldBe(10);
        view.Vectors(TinyModel.Mean).Length.ShouldBe(10);
        Should.Throw<Exception>(() => view.Vectors(TinyModel.Reconstruction));
    }

    [Fact]
    [Trait("case", "39")]
    public void EveryColumn_OfADisposedTransformer_ObjectDisposed()
    {
        TinyModel model = QuantizedColumns.Create();
        IDataView view = model.Transformer.Transform(TestImages.View(3)), samples = model.Transformer.Sample(3, seed: 1);
        model.Dispose();

        Should.Throw<ObjectDisposedException>(() => view.Values<uint>(QuantizedColumns.Index));
        Should.Throw<ObjectDisposedException>(() => samples.Vectors(AllColumns.Sample));
    }

    private static int[] Nearest(TinyModel model, int row) =>
        ReferenceCodebook.Of(model.Network).Nearest(new ReferenceVae(model.Network).MeanOf(TestImages.Floats(row)));

    private static uint[][] Keys(IDataView view, string column) => [.. view.Values<VBuffer<uint>>(column).Select(row => row.DenseValues().ToArray())];

    private static Func<object> Reader(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is not VectorDataViewType)
        {
            ValueGetter<uint> scalar = row.GetGetter<uint>(column);
            return () => scalar.Value();
        }
        ValueGetter<VBuffer<uint>> vector = row.GetGetter<VBuffer<uint>>(column);
        return () => vector.Value().DenseValues().ToArray();
    }

    private static List<string> Describe(SchemaShape shape) => [.. shape.Select(column => $"{column.Name} {column.Kind} {column.ItemType} {column.IsKey}")];

    private sealed class IndexRow
    {
        [KeyType(5)]
        public uint Index { get; set; }
    }
}

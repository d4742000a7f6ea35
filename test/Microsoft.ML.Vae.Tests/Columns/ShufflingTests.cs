using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Columns;

public class ShufflingTests
{
    private const int Rows = 700;

    [Fact]
    public void CanShuffle_OfTheView_IsTheSources()
    {
        var context = new MLContext(1);
        using TinyModel model = TinyModel.Create();
        IDataView list = TestImages.InMemory(context, 3);

        model.Transformer.Transform(list).CanShuffle.ShouldBeFalse();
        model.Transformer.Transform(context.Data.Cache(list)).CanShuffle.ShouldBeTrue();
        model.Transformer.Transform(TestImages.Describe(new ScriptedView(3) { CanShuffle = true })).CanShuffle.ShouldBeTrue();
    }

    [Fact]
    public void GetRowCursor_WithAGenerator_ShufflesWholeRows()
    {
        var context = new MLContext(1);
        using TinyModel model = TinyModel.Create();
        IDataView view = model.Transformer.Transform(context.Data.Cache(TestImages.InMemory(context, Rows)));
        float[][] expected = view.Vectors(TinyModel.Mean);

        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema, new Random(3));
        ValueGetter<int> number = cursor.GetGetter<int>(view.Schema["Number"]);
        ValueGetter<VBuffer<float>> latent = cursor.GetGetter<VBuffer<float>>(view.Schema[TinyModel.Mean]);
        var numbers = new List<int>();
        while (cursor.MoveNext())
        {
            numbers.Add(number.Value());
            latent.Value().DenseValues().ToArray().ShouldBeCloseTo([.. expected[numbers[^1]].Select(x => (double)x)], $"row {numbers[^1]}");
        }

        numbers.ShouldNotBe(Enumerable.Range(0, Rows));
        numbers.Order().ShouldBe(Enumerable.Range(0, Rows));
    }

    [Fact]
    public void ShuffleRows_AfterTheTransform_KeepsLatentsWithTheirRows()
    {
        var context = new MLContext(1);
        using TinyModel model = TinyModel.Create();
        IDataView view = model.Transformer.Transform(context.Data.Cache(TestImages.InMemory(context, Rows)));
        float[][] expected = view.Vectors(TinyModel.Mean);

        LatentRow[] shuffled = [.. context.Data.CreateEnumerable<LatentRow>(
            context.Data.ShuffleRows(view, seed: 4), reuseRowObject: false, ignoreMissingColumns: true)];

        shuffled.Select(row => row.Number).ShouldNotBe(Enumerable.Range(0, Rows));
        shuffled.OrderBy(row => row.Number).Select(row => row.Latent).ToList().ShouldBeCloseTo(expected);
    }
}

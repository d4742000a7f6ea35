using Microsoft.ML.Data;
using Microsoft.ML.Vae.Columns;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Columns;

/// <summary>Batches that are read and encoded before a consumer comes to them change nothing but the time that it takes.</summary>
public class ReadAheadTests
{
    private const int Rows = 5_000;
    private const int Batch = 256;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(2_000)]
    public void Latents_AnyNumberOfRows_HaveTheBitsOfSingleRows(int rows)
    {
        using TinyModel model = TinyModel.Create(new ColumnLayout { Input = TinyModel.Input, Latent = TinyModel.Mean, LatentLogVariance = "LogVariance" });
        ScriptedView source = TestImages.View(rows);
        IDataView view = model.Transformer.Transform(source);
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        ValueGetter<int> number = cursor.GetGetter<int>(view.Schema["Number"]);
        ValueGetter<VBuffer<float>> pixels = cursor.GetGetter<VBuffer<float>>(view.Schema[TinyModel.Input]);
        ValueGetter<VBuffer<float>> mean = cursor.GetGetter<VBuffer<float>>(view.Schema[TinyModel.Mean]);
        ValueGetter<VBuffer<float>> variance = cursor.GetGetter<VBuffer<float>>(view.Schema["LogVariance"]);
        using var single = new SingleRows(model, source);

        int count = 0;
        for (; cursor.MoveNext(); count++)
        {
            number.Value().ShouldBe(count);
            pixels.Value().DenseValues().ShouldBe(TestImages.Floats(count));
            single.MoveNext();
            mean.Value().DenseValues().ShouldBe(single.Values(TinyModel.Mean), $"row {count}");
            variance.Value().DenseValues().ShouldBe(single.Values("LogVariance"), $"row {count}");
        }
        count.ShouldBe(rows);
    }

    [Fact]
    public void MoveNext_ValuesAskedFor_ReadsALimitedNumberOfBatchesAhead()
    {
        using TinyModel model = TinyModel.Create();
        ScriptedView source = TestImages.View(Rows);
        IDataView view = model.Transformer.Transform(source);
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[TinyModel.Mean]]);
        ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(view.Schema[TinyModel.Mean]);

        int ahead = 0;
        for (int row = 1; cursor.MoveNext(); row++)
        {
            get.Value();
            source.Moves.ShouldBeLessThanOrEqualTo(Math.Max(Batch, 4 * row), "read for this many rows");
            ahead = Math.Max(ahead, source.Moves - row);
        }

        if (get_num_threads() > 1)
            ahead.ShouldBeInRange(2 * Batch, 16 * Batch);
    }

    [Fact]
    public void MoveNext_ValuesNotAskedFor_ReadsOneBatchAtATime()
    {
        using TinyModel model = TinyModel.Create();
        ScriptedView source = TestImages.View(Rows);
        IDataView view = model.Transformer.Transform(source);
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[TinyModel.Mean]]);

        for (int row = 0; cursor.MoveNext(); row++)
            source.Moves.ShouldBeLessThanOrEqualTo((row / Batch + 1) * Batch);
    }

    [Theory]
    [InlineData(2_000)]    // bytes of a text, so that a few batches are within the bound
    [InlineData(20_000)]   // and not even two
    public void MoveNext_WideColumnPassedOn_KeepsAtMost16Megabytes(int bytes)
    {
        string text = new('x', bytes / sizeof(char));
        using TinyModel model = TinyModel.Create();
        ScriptedView source = TestImages.View(Rows).Add("Text", TextDataViewType.Instance, _ => text.AsMemory());
        IDataView view = model.Transformer.Transform(source);
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["Text"], view.Schema[TinyModel.Mean]]);
        ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(view.Schema[TinyModel.Mean]);
        ValueGetter<ReadOnlyMemory<char>> getText = cursor.GetGetter<ReadOnlyMemory<char>>(view.Schema["Text"]);

        long most = 0;
        int passed = 0;   // rows of batches that were left behind
        for (int row = 0; cursor.MoveNext(); row++)
        {
            get.Value();
            getText.Value().Length.ShouldBe(text.Length);
            if (row % Batch == 0)
                passed = row;
            most = Math.Max(most, source.Moves - passed);
        }

        (most * bytes).ShouldBeLessThanOrEqualTo(16_000_000 + bytes);
    }

    [Fact]
    public void MoveNext_ColumnPassedOnThatGrowsWide_KeepsAtMost16Megabytes()
    {
        const int bytes = 20_000, first = 3 * Batch;   // the number of batches is chosen while texts are short
        string text = new('x', bytes / sizeof(char));
        using TinyModel model = TinyModel.Create();
        ScriptedView source = TestImages.View(Rows)
            .Add("Text", TextDataViewType.Instance, row => row < first ? "x".AsMemory() : text.AsMemory());
        float[][] expected = model.Transformer.Transform(TestImages.View(Rows)).Vectors(TinyModel.Mean);
        IDataView view = model.Transformer.Transform(source);
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["Text"], view.Schema[TinyModel.Mean]]);
        ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(view.Schema[TinyModel.Mean]);
        ValueGetter<ReadOnlyMemory<char>> getText = cursor.GetGetter<ReadOnlyMemory<char>>(view.Schema["Text"]);

        long most = 0;
        for (int row = 0; cursor.MoveNext(); row++)
        {
            get.Value().DenseValues().ShouldBe(expected[row], $"row {row}");
            getText.Value().Length.ShouldBe(row < first ? 1 : text.Length);
            most = Math.Max(most, source.Moves - Math.Max(first, row));
        }

        (most * bytes).ShouldBeLessThanOrEqualTo(16_000_000 + bytes);
    }

    [Theory]
    [InlineData(600)]
    [InlineData(1_300)]
    [InlineData(4_900)]
    public void MoveNext_SourceThrows_GivesTheBatchesBefore(int faultyRow)
    {
        using TinyModel model = TinyModel.Create();
        ScriptedView source = TestImages.Describe(new ScriptedView(Rows) { FaultyRow = faultyRow });
        IDataView view = model.Transformer.Transform(source);
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[TinyModel.Mean]]);
        ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(view.Schema[TinyModel.Mean]);

        for (int row = 0; row < faultyRow / Batch * Batch; row++)
        {
            cursor.MoveNext().ShouldBeTrue();
            get.Value().Length.ShouldBe(TinyModel.Latent);
        }

        Should.Throw<IOException>(() => cursor.MoveNext()).Message.ShouldContain($"Row {faultyRow} ");
        cursor.Position.ShouldBe(-1);
        cursor.MoveNext().ShouldBeFalse();
        source.OpenCursors.ShouldBe(0);
    }

    [Fact]
    public void Getter_RowThatCannotBeUsed_NamesItAndOthersHaveTheirValues()
    {
        using TinyModel model = TinyModel.Create();
        ScriptedView source = new ScriptedView(Rows).AddVector(TinyModel.Input, NumberDataViewType.Single, TinyModel.Size, row =>
            TestImages.Dense(row == 3_000 ? [.. TestImages.Floats(row).Select(_ => float.NaN)] : TestImages.Floats(row)));
        float[][] expected = model.Transformer.Transform(TestImages.View(Rows)).Vectors(TinyModel.Mean);
        IDataView view = model.Transformer.Transform(source);
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[TinyModel.Mean]]);
        ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(view.Schema[TinyModel.Mean]);

        for (int row = 0; cursor.MoveNext(); row++)
        {
            if (row == 3_000)
                Should.Throw<InvalidOperationException>(() => get.Value()).Message.ShouldContain("row 3000, slot 0");
            else
                get.Value().DenseValues().ShouldBe(expected[row], $"row {row}");
        }
    }

    [Fact]
    public void Cursors_TwoAtOnceAndOthersLeftEarly_EqualASingleOne()
    {
        using TinyModel model = TinyModel.Create();
        IDataView view = model.Transformer.Transform(TestImages.View(Rows));
        float[][] expected = view.Vectors(TinyModel.Mean);

        Parallel.For(0, 4, thread =>
        {
            for (int pass = 0; pass < 10; pass++)
            {
                using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[TinyModel.Mean]]);
                ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(view.Schema[TinyModel.Mean]);
                int last = thread < 2 ? Rows : 700 * pass;
                for (int row = 0; row < last && cursor.MoveNext(); row++)
                    get.Value().DenseValues().ShouldBe(expected[row], $"row {row}");
            }
        });
    }

    [Fact]
    public void Getter_AskedForOnlyNowAndThen_GivesTheSameValues()
    {
        using TinyModel model = TinyModel.Create();
        IDataView view = model.Transformer.Transform(TestImages.View(Rows));
        float[][] expected = view.Vectors(TinyModel.Mean);
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[TinyModel.Mean]]);
        ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(view.Schema[TinyModel.Mean]);

        for (int row = 0; cursor.MoveNext(); row++)
        {
            if (row / Batch % 3 != 2)
                get.Value().DenseValues().ShouldBe(expected[row], $"row {row}");
        }
    }

    [Fact]
    public void Dispose_OfTheTransformerWhileBatchesAreAhead_ObjectDisposedAtTheNextBatch()
    {
        TinyModel model = TinyModel.Create();
        IDataView view = model.Transformer.Transform(TestImages.View(Rows));
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[TinyModel.Mean]]);
        ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(view.Schema[TinyModel.Mean]);
        for (int row = 0; row < 4 * Batch; row++)
        {
            cursor.MoveNext().ShouldBeTrue();
            get.Value();
        }

        model.Dispose();

        get.Value().Length.ShouldBe(TinyModel.Latent, "of the batch that was computed");
        cursor.MoveNext().ShouldBeTrue();
        Should.Throw<ObjectDisposedException>(() => get.Value());
    }

    /// <summary>Rows one after another, each computed by itself.</summary>
    private sealed class SingleRows : IDisposable
    {
        private readonly DataViewRowCursor _input;
        private readonly DataViewRow _row;

        public SingleRows(TinyModel model, IDataView source)
        {
            IRowToRowMapper mapper = ((ITransformer)model.Transformer).GetRowToRowMapper(source.Schema);
            _input = source.GetRowCursor(source.Schema);
            _row = mapper.GetRow(_input, mapper.OutputSchema);
        }

        public void MoveNext() => _input.MoveNext().ShouldBeTrue();

        public float[] Values(string column) => [.. _row.GetGetter<VBuffer<float>>(_row.Schema[column]).Value().DenseValues()];

        public void Dispose() => _row.Dispose();
    }
}

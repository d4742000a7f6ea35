using Microsoft.ML.Data;
using Microsoft.ML.Vae.Networks;

namespace Microsoft.ML.Vae.Tests.Columns;

[Trait("case", "40")]
public sealed class ForwardPassTests : IDisposable
{
    private const int Batches = 2;
    private const int Rows = 300;   // that many batches

    private static readonly string[] _fromVariance = [AllColumns.LogVariance, AllColumns.LatentSample, AllColumns.Score, AllColumns.PredictedLabel];
    private static readonly string[] _fromDecodedMean = [TinyModel.Reconstruction, AllColumns.Score, AllColumns.PredictedLabel];

    private readonly TinyModel _model = AllColumns.Create(isPacked: false);
    private readonly PassCounter _passes;

    public ForwardPassTests() => _passes = new PassCounter(_model.Network);

    /// <summary>All 128 of them.</summary>
    [Fact]
    public void Cursor_AnyCombinationOfColumns_RunsNoMoreThanTheyNeed()
    {
        for (int subset = 0; subset < 1 << AllColumns.InOrder.Length; subset++)
        {
            string[] active = [.. AllColumns.InOrder.Where((_, i) => (subset >> i & 1) != 0)];
            ScriptedView source = TestImages.View(Rows);
            _passes.Reset();

            Read(_model.Transformer.Transform(source), active);

            CheckPasses(active, Batches);
            CheckDependencies(source, active);
        }
    }

    [Fact]
    public void Row_AnyCombinationOfColumns_RunsNoMoreThanTheyNeed()
    {
        for (int subset = 0; subset < 1 << AllColumns.InOrder.Length; subset++)
        {
            string[] active = [.. AllColumns.InOrder.Where((_, i) => (subset >> i & 1) != 0)];
            _passes.Reset();

            ReadOneRow(active);

            CheckPasses(active, 1);
        }
    }

    [Theory]
    [InlineData(new[] { TinyModel.Mean }, 1, 0, 0)]
    [InlineData(new[] { AllColumns.Sample }, 0, 0, 1)]
    [InlineData(new[] { AllColumns.Score, TinyModel.Reconstruction }, 1, 1, 1)]
    [InlineData(new[] { AllColumns.Score, AllColumns.PredictedLabel }, 1, 1, 1)]
    [InlineData(new[] { TinyModel.Reconstruction }, 1, 0, 1)]
    [InlineData(new[] { TinyModel.Reconstruction, AllColumns.Sample }, 1, 0, 2)]
    public void Cursor_SomeColumns_RunsAsOftenAsWrittenHere(string[] active, int encoder, int logVariance, int decoder)
    {
        Read(_model.Transformer.Transform(TestImages.View(Rows)), active);

        (_passes.Encoder, _passes.LogVariance, _passes.Decoder).ShouldBe((encoder * Batches, logVariance * Batches, decoder * Batches));
    }

    [Fact]
    public void Cursor_OnlyTheSampleActive_DoesNotReadPixelsThatCannotBeUsed()
    {
        ScriptedView source = new ScriptedView(5).AddVector(
            TinyModel.Input, NumberDataViewType.Single, TinyModel.Size, VBuffer<float> (_) => throw new IOException("The pixels were read."));

        _model.Transformer.Transform(source).Vectors(AllColumns.Sample).Length.ShouldBe(5);
    }

    [Fact]
    public void Encode_ItsView_NeverRunsTheDecoder()
    {
        _model.Transformer.Encode(TestImages.View(Rows)).Vectors(TinyModel.Mean);

        (_passes.Encoder, _passes.LogVariance, _passes.Decoder).ShouldBe((Batches, 0, 0));
    }

    [Fact]
    public void Decode_ItsView_NeverRunsTheEncoder()
    {
        IDataView codes = _model.Transformer.Encode(TestImages.View(Rows));
        float[][] means = codes.Vectors(TinyModel.Mean);
        ScriptedView view = new ScriptedView(Rows).AddVector(TinyModel.Mean, NumberDataViewType.Single, TinyModel.Latent, row => TestImages.Dense(means[row]));
        _passes.Reset();

        _model.Transformer.Decode(view).Vectors(TinyModel.Reconstruction);

        (_passes.Encoder, _passes.LogVariance, _passes.Decoder).ShouldBe((0, 0, Batches));
    }

    /// <summary>An engine makes every column active, whatever its class has members for.</summary>
    [Fact]
    public void Predict_ClassWithTheLatentAlone_RunsTheEncoderAlone()
    {
        var options = new PredictionEngineOptions { OwnsTransformer = false };
        using PredictionEngine<ImageRow, LatentAlone> engine =
            new MLContext().Model.CreatePredictionEngine<ImageRow, LatentAlone>(_model.Transformer, options);

        engine.Predict(new ImageRow { Pixels = TestImages.Floats(0) }).Latent.Length.ShouldBe(TinyModel.Latent);

        (_passes.Encoder, _passes.LogVariance, _passes.Decoder).ShouldBe((1, 0, 0));
    }

    public void Dispose() => _model.Dispose();

    private static void Read(IDataView view, string[] active)
    {
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["Number"], .. active.Select(name => view.Schema[name])]);
        Action[] reads = [.. active.Select(name => Reader(cursor, view.Schema[name]))];
        while (cursor.MoveNext())
            Array.ForEach(reads, read => read());
    }

    private void ReadOneRow(string[] active)
    {
        ScriptedView source = TestImages.View(1);
        IRowToRowMapper mapper = ((ITransformer)_model.Transformer).GetRowToRowMapper(source.Schema);
        DataViewRowCursor input = source.GetRowCursor(source.Schema);
        using DataViewRow row = mapper.GetRow(input, active.Select(name => mapper.OutputSchema[name]));
        Action[] reads = [.. active.Select(name => Reader(row, mapper.OutputSchema[name]))];
        input.MoveNext();
        Array.ForEach(reads, read => read());
        Array.ForEach(reads, read => read());
    }

    private static Action Reader(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is VectorDataViewType)
            return Reader<VBuffer<float>>(row, column);
        return column.Type is BooleanDataViewType ? Reader<bool>(row, column) : Reader<float>(row, column);
    }

    private static Action Reader<T>(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<T> get = row.GetGetter<T>(column);
        return () => get.Value();
    }

    private void CheckPasses(string[] active, int batches)
    {
        bool encodes = active.Any(name => name != AllColumns.Sample);
        int decodes = (active.Intersect(_fromDecodedMean).Any() ? 1 : 0) + (active.Contains(AllColumns.Sample) ? 1 : 0);
        string columns = string.Join(", ", active);
        _passes.Encoder.ShouldBe(encodes ? batches : 0, $"encoder: {columns}");
        _passes.LogVariance.ShouldBe(active.Intersect(_fromVariance).Any() ? batches : 0, $"variance: {columns}");
        _passes.Decoder.ShouldBe(decodes * batches, $"decoder: {columns}");
    }

    private static void CheckDependencies(ScriptedView source, string[] active) =>
        source.Cursors.ShouldHaveSingleItem().Active.Contains(source.Schema[TinyModel.Input].Index)
            .ShouldBe(active.Any(name => name != AllColumns.Sample), $"input: {string.Join(", ", active)}");

    private sealed class LatentAlone
    {
        public float[] Latent { get; set; } = [];
    }
}

using Microsoft.ML.Data;
using Microsoft.ML.Vae.Columns;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Randomness;
using Microsoft.ML.Vae.Tests.Inputs;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Columns;

/// <summary>Every column of a model with a condition against plain C# doubles: the encoder sees x ⊕ c, the decoder z ⊕ c.</summary>
public class ConditionalOutputTests
{
    private const int Rows = 300;   // more than one forward pass

    [Fact]
    public void EveryColumn_KeyBesideTheRow_IsThatOfPixelsAndKey()
    {
        using TinyModel model = ConditionColumnTests.Conditional();
        var reference = new ReferenceVae(model.Network);
        IDataView view = model.Transformer.Transform(Kinds.View(Rows));

        Check(view, TinyModel.Mean, row => reference.Encode(Seen(row)).Mean);
        Check(view, AllColumns.LogVariance, row => reference.Encode(Seen(row)).LogVariance);
        Check(view, TinyModel.Reconstruction, row => Picture(reference, reference.Encode(Seen(row)).Mean, row));
        Check(view, AllColumns.Sample, row => Picture(reference, Noise(OutputKinds.Sample, row), row));
        Check(view, AllColumns.LatentSample, row =>
        {
            (double[] mean, double[] logVariance) = reference.Encode(Seen(row));
            return [.. mean.Zip(Noise(OutputKinds.LatentSample, row), (mu, e) => (mu, e)).Select((pair, i) => pair.mu + Math.Exp(logVariance[i] / 2) * pair.e)];
        });
        view.Values<float>(AllColumns.Score).ToArray().ShouldBeCloseTo([.. Enumerable.Range(0, Rows).Select(row => NegativeElbo(reference, row))], "scores");
    }

    [Fact]
    public void Evaluate_KeyBesideTheRow_IsTheMeanOverRowsInPlainDoubles()
    {
        using TinyModel model = ConditionColumnTests.Conditional();
        var reference = new ReferenceVae(model.Network);

        model.Transformer.Evaluate(Kinds.View(Rows)).NegativeElbo.ShouldBe(Enumerable.Range(0, Rows).Average(row => NegativeElbo(reference, row)), 1e-5);   // single precision
    }

    /// <summary>A bound of many draws, each of which takes its row's own condition: tighter, but not by more than the divergence.</summary>
    [Fact]
    public void Evaluate_ImportanceSamples_IsBetweenTheElboAndTheReconstruction()
    {
        using TinyModel model = ConditionColumnTests.Conditional();
        VaeMetrics metrics = model.Transformer.Evaluate(Kinds.View(Rows), new VaeEvaluationOptions { SampleSeed = 1, ImportanceSamples = 50 });

        metrics.ImportanceWeightedLogLikelihood!.Value.ShouldBeGreaterThan(-metrics.NegativeElbo);
        metrics.ImportanceWeightedLogLikelihood.Value.ShouldBeLessThan(-metrics.NegativeElbo + 1);   // the network is untrained and nearly deaf to z
    }

    [Fact]
    public void Decode_SeveralDrawsOfEachRow_RepeatsEachRowsCondition()
    {
        using DisposeScope scope = NewDisposeScope();
        using TinyModel model = ConditionColumnTests.Conditional();
        var reference = new ReferenceVae(model.Network);
        var random = new Random(4);
        double[][] inputs = [.. Enumerable.Range(0, 5).Select(Seen)];
        double[][] z = [.. Enumerable.Range(0, 20).Select(_ => Enumerable.Range(0, TinyModel.Latent).Select(_ => (double)(float)random.NextDouble()).ToArray())];

        Tensor decoded = model.Network.Decode(TensorValues.Matrix(z), TensorValues.Matrix(inputs));   // [B·K, P], K = 4

        float[][] got = [.. TensorValues.ToArray(decoded).Chunk(TinyModel.Size)];
        for (int draw = 0; draw < 20; draw++)
            got[draw].ShouldBeCloseTo(reference.Decode([.. z[draw], .. Kinds.OneHot(Kinds.Of(draw / 4))]), $"draw {draw}");
    }

    [Theory]
    [InlineData("Single")]
    [InlineData("Vector")]
    public void Latent_NumbersBesideTheRow_TakesThemAsTheyAre(string kind)
    {
        int size = kind == "Single" ? 1 : 4;
        var condition = new ConditionColumn(Kinds.Column, Enum.Parse<ConditionKind>(kind), size);
        using TinyModel model = TinyModel.Create(new ColumnLayout { Input = TinyModel.Input, Latent = TinyModel.Mean, Condition = Kinds.Column }, condition: condition);
        var reference = new ReferenceVae(model.Network);
        float[] Numbers(int row) => [.. Enumerable.Range(0, size).Select(i => (row + i) % 3 == 0 ? 0 : row * 0.01f - i)];
        ScriptedView Data(bool sparse) => size == 1
            ? Pictures.View(Rows).Add(Kinds.Column, NumberDataViewType.Single, row => Numbers(row)[0])
            : Pictures.View(Rows).AddVector(Kinds.Column, NumberDataViewType.Single, size, row => sparse ? Pictures.Sparse(Numbers(row)) : Pictures.Dense(Numbers(row)));

        foreach (bool sparse in new[] { false, true })
            Check(model.Transformer.Transform(Data(sparse)), TinyModel.Mean, row => reference.Encode([.. Pixels(row), .. Numbers(row).Select(value => (double)value)]).Mean);
    }

    [Fact]
    public void Transform_ColumnsInAnotherOrder_SameOutputs()
    {
        using TinyModel model = ConditionColumnTests.Conditional();
        ScriptedView other = Pictures.Describe(new ScriptedView(Rows).AddKinds().Add("Another", NumberDataViewType.Single, _ => 1f));

        model.Transformer.Transform(other).Vectors(TinyModel.Reconstruction).ShouldBe(model.Transformer.Transform(Kinds.View(Rows)).Vectors(TinyModel.Reconstruction));
        model.Transformer.Transform(other).Vectors(AllColumns.Sample).ShouldBe(model.Transformer.Transform(Kinds.View(Rows)).Vectors(AllColumns.Sample));
    }

    [Theory]
    [Trait("case", "40")]
    [InlineData(TinyModel.Mean, true)]
    [InlineData(TinyModel.Reconstruction, true)]
    [InlineData(AllColumns.Sample, true)]
    [InlineData(AllColumns.Score, true)]
    [InlineData("Number", false)]
    public void Cursor_OneColumnActive_ReadsTheConditionIfItIsNeeded(string column, bool isNeeded)
    {
        using TinyModel model = ConditionColumnTests.Conditional();
        ScriptedView source = Kinds.View(3).Add("Another", NumberDataViewType.Single, _ => 1f);
        IDataView view = model.Transformer.Transform(source);
        IRowToRowMapper mapper = ((ITransformer)model.Transformer).GetRowToRowMapper(source.Schema);
        string[] expected = isNeeded ? [TinyModel.Input, Kinds.Column] : [column];

        view.GetRowCursor([view.Schema[column]]).Dispose();

        source.Cursors.ShouldHaveSingleItem().Active.ShouldBe(expected.Select(name => source.Schema[name].Index), ignoreOrder: true);
        mapper.GetDependencies([mapper.OutputSchema[column]]).Select(needed => needed.Name).ShouldBe(expected, ignoreOrder: true);
    }

    [Fact]
    public void PredictionEngine_ConditionField_GivesWhatTheViewHas()
    {
        var context = new MLContext(1);
        using TinyModel model = ConditionColumnTests.Conditional();
        float[][] expected = model.Transformer.Transform(Kinds.View(20)).Vectors(TinyModel.Reconstruction);
        using PredictionEngine<KindRow, LatentRow> engine = context.Model.CreatePredictionEngine<KindRow, LatentRow>(model.Transformer);

        for (int row = 0; row < 20; row++)
            engine.Predict(KindRow.Of(row)).Again.ShouldBeCloseTo([.. expected[row].Select(value => (double)value)], $"row {row}");
        engine.Predict(Row(kind: 2)).Again.ShouldNotBe(engine.Predict(Row(kind: 1)).Again);
        Should.Throw<InvalidOperationException>(() => engine.Predict(Row(kind: Kinds.Count))).Message.ShouldContain("the key is missing");
    }

    [Fact]
    public void PredictionEngine_NoConditionField_NamesTheColumn()
    {
        using TinyModel model = ConditionColumnTests.Conditional();

        Should.Throw<ArgumentOutOfRangeException>(() => new MLContext(1).Model.CreatePredictionEngine<PictureRow, LatentRow>(model.Transformer))
            .Message.ShouldContain("condition column 'Kind'");
    }

    private static KindRow Row(uint kind) => new() { Pixels = Pictures.Floats(0), Kind = kind };

    private static void Check(IDataView view, string column, Func<int, double[]> expected)
    {
        float[][] got = view.Vectors(column);
        got.Length.ShouldBe(Rows);
        for (int row = 0; row < Rows; row++)
            got[row].ShouldBeCloseTo(expected(row), $"{column}, row {row}");
    }

    private static double[] Pixels(int row) => Array.ConvertAll(Pictures.Floats(row), value => (double)value);

    /// <summary>x ⊕ c.</summary>
    private static double[] Seen(int row) => [.. Pixels(row), .. Kinds.OneHot(Kinds.Of(row))];

    private static double[] Picture(ReferenceVae reference, double[] z, int row) =>
        Array.ConvertAll(reference.Decode([.. z, .. Kinds.OneHot(Kinds.Of(row))]), logit => 1 / (1 + Math.Exp(-logit)));

    private static double NegativeElbo(ReferenceVae reference, int row) =>
        ReferenceLoss.Bernoulli(reference.Decode([.. reference.Encode(Seen(row)).Mean, .. Kinds.OneHot(Kinds.Of(row))]), Pixels(row)) + reference.KlDivergence(Seen(row));

    private static double[] Noise(OutputKinds purpose, int row)
    {
        var noise = new float[TinyModel.Latent];
        RowNoise.Fill(noise, TinyModel.SampleSeed, (int)purpose, new DataViewRowId((ulong)row, 7));   // a scripted row's id
        return Array.ConvertAll(noise, value => (double)value);
    }
}

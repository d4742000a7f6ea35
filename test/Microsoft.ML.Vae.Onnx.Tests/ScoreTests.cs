using Microsoft.ML.Vae.Columns;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Likelihoods;
using Microsoft.ML.Vae.Onnx.Tests.Fixtures;
using Microsoft.ML.Vae.Onnx.Tests.Matrix;
using Microsoft.ML.Vae.Scores;

namespace Microsoft.ML.Vae.Onnx.Tests;

/// <summary>Scores, labels, p-values, contributions and validity, by both ways of writing.</summary>
public class ScoreTests
{
    private const string Network = "fully connected, Gelu";
    private const int Rows = 64;

    private static readonly ColumnLayout _columns = ExportCase.AllColumns with { PValue = "PValue", ScoreContributions = "Shares", IsValid = "IsValid" };

    private static readonly Dictionary<string, AnomalyScore> _scores = new AnomalyScore[]
    {
        AnomalyScore.Excess, AnomalyScore.NegativeElbo, AnomalyScore.ReconstructionError, AnomalyScore.KullbackLeibler, AnomalyScore.LatentDensity,
        AnomalyScore.ComplexityCorrected,
    }.ToDictionary(score => score.ToString()!);

    public static TheoryData<string, string> ScoresAndLikelihoods
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (string score in _scores.Keys)
            {
                foreach (string likelihood in Modes.Likelihoods.Keys)
                    all.Add(score, likelihood);
            }
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(ScoresAndLikelihoods))]
    public void Score_OfEveryFormula_AgreesWithTransform(string score, string likelihood) =>
        Check(Modes.Case(Network, likelihood, "plain") with { Scoring = Scoring(_scores[score], ThresholdSides.Both) });

    [Fact]
    public void Score_WithOneSideAndGroups_AgreesWithTransform() => Check(Modes.Case(Network, "Gaussian", "missing values") with
    {
        Scoring = Scoring(AnomalyScore.NegativeElbo, ThresholdSides.Upper) with { Groups = new ContributionGroups(["a", "b", "c"], [7, 20, 3]) },
    });

    /// <summary>What the score says that a row is beyond the range, in scaled values.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Score_OfClippedRows_AgreesWithTransform(bool imputes) => Check(Modes.Case(Network, "Bernoulli", imputes ? "missing values" : "scaled numbers") with
    {
        Rules = new RowRules { OnOutOfRange = OutOfRangeBehavior.Clip, OnInvalidRow = InvalidInputBehavior.Missing },
        Scoring = Scoring(AnomalyScore.Excess, ThresholdSides.Both),
        Number = (row, slot) => imputes && (row + slot) % 5 == 0 ? float.NaN : MathF.Sin(row * 31 + slot) * 2,
    });

    public static TheoryData<string> Likelihoods => [.. Modes.Likelihoods.Keys];

    /// <summary>NaN, a missing key and a label of true where <c>Transform</c> gives them.</summary>
    [Theory]
    [MemberData(nameof(Likelihoods))]
    public void Outputs_OfInvalidRows_AreMissing(string likelihood)
    {
        ExportCase entry = Modes.Case(Network, likelihood, likelihood == "Gaussian" ? "codebook, 2 groups of 5 vectors" : "plain");
        float[] faults = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1.5f, -0.5f, 0.4321f];
        Check(entry with
        {
            Rules = new RowRules { OnInvalidRow = InvalidInputBehavior.Missing },
            Scoring = Scoring(AnomalyScore.Excess, ThresholdSides.Both),
            Number = (row, slot) => row % 4 == 1 && slot == row % entry.Size ? faults[row / 4 % faults.Length] : ((float[])entry.Values(ExportCase.Pixels, row))[slot],
        });
    }

    private static void Check(ExportCase entry)
    {
        var context = new MLContext();
        entry = entry with { Columns = entry.Scoring.Score.HasContributions ? _columns : _columns with { ScoreContributions = null } };
        using VaeTransformer model = entry.Create(context);
        ScriptedView data = entry.Data(Rows);
        IDataView transformed = model.Transform(data);
        string[] columns = [.. transformed.Schema.Skip(data.Schema.Count).Select(column => column.Name)];
        Dictionary<string, double[][]> expected = Difference.Read(transformed, columns);

        using var converted = new OnnxRun(context.Convert(model, data, columns));
        using var saved = new OnnxRun(model.Save(OnnxPart.Score));

        Dictionary<string, double[][]> got = converted.Run(entry.Values, 0, Rows);
        got.Keys.ShouldBe(columns, ignoreOrder: true);
        Difference.Of(got, expected);
        Dictionary<string, double[][]> score = saved.Run(entry.Values, 0, Rows);
        score.Keys.ShouldBe(["Score", "IsAnomaly", "PValue"], ignoreOrder: true);
        Difference.Of(score, expected);
    }

    private static Scoring Scoring(AnomalyScore score, ThresholdSides sides) => new(score)
    {
        Thresholds = new ScoreThresholds(40, sides == ThresholdSides.Both ? 10 : null),
        Calibration = CalibrationScores.From([.. Enumerable.Range(0, 77).Select(i => -30 + 1.37f * i)], sides),
        Statistics = score is LatentDensityScore ? Latents() : ScoreStatistics.None,
    };

    private static ScoreStatistics Latents()
    {
        int size = Fixtures.Networks.Latent;
        return new ScoreStatistics
        {
            LatentMean = [.. Enumerable.Range(0, size).Select(i => 0.1 * i)],
            LatentPrecision = [.. Enumerable.Range(0, size * size).Select(i => i % (size + 1) == 0 ? 2 + i : 0.3)],
        };
    }
}

using FsCheck;
using FsCheck.Fluent;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Training;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Training.Fused;

/// <summary>A step of several batches, in both engines.</summary>
public class AccumulatedGradientTests
{
    private const double Tolerance = 1e-5;

    private static readonly TrainingEngine[] _engines = [TrainingEngine.Fused, TrainingEngine.Autograd];

    [Fact]
    public void Update_BatchesWithoutNoise_HasTheGradientAndLossesOfOneLargeBatch() => WithoutNoise(FusedCase.All()).Check(150, seed: 7, example =>
        Array.ForEach(_engines, engine => EqualsOneBatch(example, engine, TrainingPrecision.Single, Tolerance)));

    /// <summary>Slopes with a jump are left out, as in <see cref="FusedGradientTests"/>.</summary>
    [Fact]
    public void Update_BatchesOfImagesWithoutNoise_HasTheGradientAndLossesOfOneLargeBatch() => WithoutNoise(FusedCase.OfImages())
        .Filter(example => example.Activation is not (Activation.Relu or Activation.LeakyRelu))
        .Check(25, seed: 7, example => Array.ForEach(_engines, engine => EqualsOneBatch(example, engine, TrainingPrecision.Single, 2e-4)));

    [Fact]
    public void Update_BatchesInBFloat16_HasTheGradientOfOneLargeBatchToThatPrecision() => WithoutNoise(FusedCase.All())
        .Filter(example => example.Activation is not (Activation.Relu or Activation.LeakyRelu)
            && example.Likelihood.ToString()!.StartsWith("Laplace", StringComparison.Ordinal) is false)
        .Check(50, seed: 7, example => EqualsOneBatch(example, TrainingEngine.Fused, TrainingPrecision.BFloat16, tolerance: 0.05));

    /// <summary>Each with its noise, and with the weights of divergences that follow from itself.</summary>
    [Fact]
    public void Update_AnyBatches_HasTheMeanOfTheirGradientsByRows() => FusedCase.All().Check(150, seed: 8, example =>
    {
        foreach (TrainingEngine engine in _engines)
        {
            using var noise = new Generator((ulong)example.Seed, CPU);
            TrainingBatch[] parts = Parts(example);
            StepGradients actual = Step(example, engine, parts, noise, StepRows(example));
            noise.manual_seed(example.Seed);
            StepGradients[] alone = [.. parts.Select(part => Step(example, engine, [part], noise))];

            StepGradients expected = new(
                alone[0].Tensors.ToDictionary(tensor => tensor.Key, tensor => tensor.Value.Select((_, i) =>
                    alone.Zip(parts, (part, rows) => part.Tensors[tensor.Key][i] * rows.Count).Sum() / example.Rows).ToArray()),
                alone.Select(part => part.Sums).Aggregate((a, b) => a.Plus(b)));
            actual.ShouldBeCloseTo(expected, TrainingPrecision.Single, Tolerance, $"{example} in {engine}");
        }
    });

    [Theory]
    [InlineData(TrainingEngine.Fused)]
    [InlineData(TrainingEngine.Autograd)]
    public void Update_BatchesAfterSomeThatWereDiscarded_KnowsNothingOfThem(TrainingEngine engine)
    {
        var example = new FusedCase
        {
            Pixels = 30, Condition = 0, Encoder = [20], Decoder = [20], Latents = 3, Activation = Activation.Tanh,
            Likelihood = Likelihood.Bernoulli, Objective = Objective.Autoencoder, Noise = new InputNoise(), AreBytes = true, ZeroShare = 0.5,
            Rows = 50, Seed = 3,
        };
        StepGradients expected = Make(discards: false), actual = Make(discards: true);

        foreach ((string name, double[] gradient) in expected.Tensors)
            actual.Tensors[name].ShouldBe(gradient, name);
        actual.Sums.ShouldBe(expected.Sums);

        StepGradients Make(bool discards)
        {
            using var noise = new Generator(1, CPU);
            return Step(example, engine, Parts(example), noise, stepRows: 100, discards: discards);
        }
    }

    private static Arbitrary<FusedCase> WithoutNoise(Arbitrary<FusedCase> cases) => Arb.From(cases.Generator
        .Where(example => example.MissingShare is null)   // of whose pixels some more are hidden at random
        .Select(example => example with { Objective = Objective.Autoencoder, Noise = new InputNoise() }));

    private static void EqualsOneBatch(FusedCase example, TrainingEngine engine, TrainingPrecision precision, double tolerance)
    {
        double? maximumNorm = example.Seed % 3 == 0 ? 0.1 : null;
        using var noise = new Generator(1, CPU);
        StepGradients expected = Step(example, engine, [example.Batch()], noise, stepRows: null, precision, maximumNorm);
        StepGradients actual = Step(example, engine, Parts(example), noise, StepRows(example), precision, maximumNorm);

        actual.ShouldBeCloseTo(expected, precision, tolerance, $"{example} in {engine}");
    }

    /// <summary>The rows of a batch in one to five, of any sizes.</summary>
    private static TrainingBatch[] Parts(FusedCase example)
    {
        TrainingBatch batch = example.Batch();
        var random = new Random(example.Seed);
        int[] ends = [.. Enumerable.Range(0, 4).Select(_ => random.Next(1, example.Rows + 1)).Append(example.Rows).Order().Distinct()];
        return [.. ends.Select((end, i) =>
        {
            int start = i == 0 ? 0 : ends[i - 1], rowBytes = batch.Column.RowBytes;
            return batch with { Rows = batch.Rows.Slice(start * rowBytes, (end - start) * rowBytes), Count = end - start };
        })];
    }

    /// <summary>Of a full step, which the last of an epoch is not.</summary>
    private static int StepRows(FusedCase example) => example.Rows + example.Seed % 2 * 37;

    private static StepGradients Step(
        FusedCase example, TrainingEngine kind, TrainingBatch[] batches, Generator noise, int? stepRows = null,
        TrainingPrecision precision = TrainingPrecision.Single, double? maximumNorm = null, bool discards = false)
    {
        return StepGradients.Of(
            example,
            network => example.Engine(
                kind, network, StepGradients.Optimizer, StepGradients.Rate, noise, precision: precision, stepRows: stepRows,
                maximumNorm: maximumNorm),
            Run);

        void Run(ITrainingEngine engine)
        {
            if (discards)
            {
                Array.ForEach(batches, engine.Add);
                engine.Discard();
            }
            Array.ForEach(batches, engine.Add);
            engine.Update();
        }
    }
}

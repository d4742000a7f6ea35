using Microsoft.ML.Data;
using Microsoft.ML.Vae.Results;
using Microsoft.ML.Vae.Samples.Shared.Data;
using Microsoft.ML.Vae.Shared.Idx;
using Xunit.Abstractions;

namespace Microsoft.ML.Vae.Tests.Oracles;

/// <summary>A conditional model (Sohn, Lee and Yan, 2015) of 20,000 digits draws the digit that it is asked for.</summary>
[Trait("kind", "oracle")]
public sealed class ConditionalDigitsTests(ITestOutputHelper output)
{
    private const int Rows = 20_000;
    private const int Drawn = 100;

    [MnistFact]
    public void Sample_EachDigit_IsTakenForIt()
    {
        LabelledImages training = Mnist.Train.Take(Rows);
        var context = new MLContext();
        IDataView view = context.Data.LoadFromEnumerable(
            Enumerable.Range(0, training.Count).Select(i => new Digit { Pixels = training[i].ToArray(), Label = training.Labels[i] }).ToList());
        using VaeTransformer model = context.Transforms.VariationalAutoencoder(new VaeOptions
        {
            OutputColumnName = TinyModel.Mean,
            InputColumnName = nameof(Digit.Pixels),
            ConditionColumnName = nameof(Digit.Label),
            LatentDimension = 2,
            BatchSize = 64,
            Epochs = 6,
            Seed = 1,
        }).Fit(view);

        var neighbours = new NearestNeighbours(LatentAccuracy.Pixels(training), training.Labels);
        int agreed = 0;
        for (byte digit = 0; digit < 10; digit++)
        {
            float[] pictures = ColumnReader.Vectors(model.Sample(Drawn, seed: digit, condition: [digit + 1]), "Sample").Values;
            int right = neighbours.Classify(Array.ConvertAll(pictures, grey => grey / 255f), neighbours: 5).Count(told => told == digit);
            output.WriteLine($"{digit}: {right} of {Drawn}");
            agreed += right;
        }
        agreed.ShouldBeGreaterThanOrEqualTo(9 * Drawn);
    }

    private sealed class Digit
    {
        [VectorType(28 * 28)]
        public byte[] Pixels { get; set; } = [];

        [KeyType(10)]
        public uint Label { get; set; }
    }
}

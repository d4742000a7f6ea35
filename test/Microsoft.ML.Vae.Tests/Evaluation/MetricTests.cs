using Microsoft.ML.Vae.Networks;
using TorchSharp;

namespace Microsoft.ML.Vae.Tests.Evaluation;

/// <summary>What is derived from the losses, against plain C# doubles.</summary>
public class MetricTests
{
    private const int Size = 15;
    private const int Latent = 3;

    private readonly MLContext _context = new();
    private readonly float[][] _rows = LearnableImages.Singles(300, Size);   // more than one forward pass
    private readonly VaeNetwork _network = Models.Network(Architectures.Dense(Size, [9], Latent, [9]));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void BitsPerDimension_AnyLikelihood_IsTheNegativeElboInBitsPerPixel(bool gaussian)
    {
        using VaeTransformer model = Model(gaussian);
        double expected = Average((reference, x) => Loss(reference, x, gaussian) + reference.KlDivergence(x)) / (Size * Math.Log(2));

        model.Evaluate(PixelViews.OfSingles(_context, _rows)).BitsPerDimension.ShouldBe(expected, 1e-6);   // single precision
    }

    [Fact]
    public void KullbackLeiblerPerDimension_EachOfThem_IsThatDimensionsAndTheySumUp()
    {
        using VaeTransformer model = Model(gaussian: false);
        VaeMetrics metrics = model.Evaluate(PixelViews.OfSingles(_context, _rows));

        metrics.KlPerDimension.Count.ShouldBe(Latent);
        for (int i = 0; i < Latent; i++)
        {
            double expected = Average((reference, x) =>
            {
                (double[] mean, double[] logVariance) = reference.Encode(x);
                return ReferenceLoss.KlDivergence([mean[i]], [logVariance[i]]);
            });
            metrics.KlPerDimension[i].ShouldBe(expected, 1e-6);   // single precision
        }
        metrics.KlPerDimension.Sum().ShouldBe(metrics.KlDivergence, 1e-12);
        metrics.KlPerDimension.Distinct().Count().ShouldBe(Latent);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SquaredErrorPerPixel_AtTheMean_IsThatOfTheReconstruction(bool gaussian)
    {
        using VaeTransformer model = Model(gaussian);
        double expected = Average((reference, x) =>
        {
            double[] decoded = reference.Decode(reference.Encode(x).Mean);
            double[] picture = gaussian ? decoded : Array.ConvertAll(decoded, logit => 1 / (1 + Math.Exp(-logit)));
            return x.Zip(picture, (a, b) => (a - b) * (a - b)).Average();
        });

        model.Evaluate(PixelViews.OfSingles(_context, _rows)).SquaredErrorPerPixel.ShouldBe(expected, 1e-6);   // single precision
    }

    [Fact]
    public void SquaredErrorPerPixel_OfABytesColumn_IsOfScaledPixels()
    {
        byte[][] bytes = LearnableImages.Bytes(300, Size);
        using VaeTransformer ofBytes = Models.Transformer(_context, _network, Likelihood.Bernoulli, torch.ScalarType.Byte);
        using VaeTransformer ofSingles = Models.Transformer(_context, _network, Likelihood.Bernoulli, torch.ScalarType.Float32);
        float[][] scaled = [.. bytes.Select(row => Array.ConvertAll(row, grey => grey / 255f))];

        double expected = ofSingles.Evaluate(PixelViews.OfSingles(_context, scaled)).SquaredErrorPerPixel;

        ofBytes.Evaluate(PixelViews.OfBytes(_context, bytes)).SquaredErrorPerPixel.ShouldBe(expected, 1e-6);   // another rounding of the division
    }

    [Fact]
    public void Metrics_SampledLatents_HaveTheirOwnErrorButTheSameDivergence()
    {
        using VaeTransformer model = Model(gaussian: false);
        IDataView view = PixelViews.OfSingles(_context, _rows);
        VaeMetrics atTheMean = model.Evaluate(view), sampled = model.Evaluate(view, sampleSeed: 1);

        sampled.SquaredErrorPerPixel.ShouldNotBe(atTheMean.SquaredErrorPerPixel);
        sampled.BitsPerDimension.ShouldBe(sampled.NegativeElbo / (Size * Math.Log(2)), 1e-12);
        sampled.KlPerDimension.ShouldBe(atTheMean.KlPerDimension);
    }

    [Fact]
    public void ToString_EveryMetric_IsReadableInAnyCulture()
    {
        using var culture = new CultureScope("de-DE");
        var metrics = new VaeMetrics
        {
            ReconstructionLoss = 100.25,
            KlDivergence = 23.1875,
            BitsPerDimension = 0.227164,
            KlPerDimension = [23.1875, 0],
            SquaredErrorPerPixel = 0.0123456,
            ActiveUnits = 1,
            RowCount = 10_000,
            IsLatentSampled = true,
        };
        const string Always = """
            Negative ELBO 123.438 nats per row (reconstruction 100.250, KL 23.188), 0.2272 bits per pixel
            Squared error 0.01235 per pixel, 1 of 2 latent dimensions active
            10,000 rows, z drawn from the posterior
            """;

        metrics.ToString().ShouldBe(Always.ReplaceLineEndings("\n"));
        With(likelihood: -90.5).ToString().ShouldEndWith("\nImportance-weighted log-likelihood -90.500 nats per row (50 samples)");
        With(information: 2.5).ToString().ShouldEndWith("\nMutual information 2.500 nats, total correlation 0.125 nats");
        With(perplexity: 3.14159).ToString().ShouldEndWith(", z at the mean of the posterior\nCodebook perplexity 3.14");
    }

    private static VaeMetrics With(double? likelihood = null, double? information = null, double? perplexity = null) => new()
    {
        ReconstructionLoss = 1,
        KlDivergence = 1,
        BitsPerDimension = 1,
        KlPerDimension = [1],
        SquaredErrorPerPixel = 1,
        ActiveUnits = 1,
        RowCount = 1,
        IsLatentSampled = false,
        ImportanceWeightedLogLikelihood = likelihood,
        ImportanceSamples = likelihood is null ? null : 50,
        MutualInformation = information,
        TotalCorrelation = information is null ? null : 0.125,
        CodebookPerplexity = perplexity,
    };

    private VaeTransformer Model(bool gaussian) =>
        Models.Transformer(_context, _network, gaussian ? Likelihood.Gaussian(0.5) : Likelihood.Bernoulli, torch.ScalarType.Float32);

    private static double Loss(ReferenceVae reference, double[] x, bool gaussian)
    {
        double[] decoded = reference.Decode(reference.Encode(x).Mean);
        return gaussian ? ReferenceLoss.Gaussian(decoded, x, 0.5) : ReferenceLoss.Bernoulli(decoded, x);
    }

    private double Average(Func<ReferenceVae, double[], double> value)
    {
        var reference = new ReferenceVae(_network);
        return _rows.Average(row => value(reference, Array.ConvertAll(row, pixel => (double)pixel)));
    }
}

using Microsoft.ML.Data;
using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Tests.Networks;
using TorchSharp;

namespace Microsoft.ML.Vae.Tests.Evaluation;

/// <summary>What is measured of quantised codes, against plain C# doubles.</summary>
public class QuantizedEvaluationTests
{
    private const int Rows = 300;   // more than one forward pass

    private readonly MLContext _context = new();

    [Theory]
    [InlineData(5, 1)]
    [InlineData(4, 3)]
    public void Evaluate_AnyCodebook_IsTheLossAtTheQuantizedCodeAndGLogK(int vectors, int groups)
    {
        using TinyModel model = QuantizedColumns.Create(vectors, groups);
        var plain = new ReferenceVae(model.Network);
        ReferenceCodebook codebook = ReferenceCodebook.Of(model.Network);
        double[] losses = [.. Enumerable.Range(0, Rows).Select(row => ReferenceLoss.Bernoulli(plain.Decode(codebook.Quantize(plain.MeanOf(TestImages.Floats(row)))), Pixels(row)))];

        VaeMetrics metrics = model.Transformer.Evaluate(TestImages.View(Rows), sampleSeed: 4);

        metrics.ReconstructionLoss.ShouldBe(losses.Average(), 1e-5);   // single precision, a few operations deep
        metrics.KlDivergence.ShouldBe(groups * Math.Log(vectors), 1e-6);
        metrics.KlPerDimension.ShouldAllBe(nats => Math.Abs(nats - groups * Math.Log(vectors) / TinyModel.Latent) < 1e-6);
        metrics.IsLatentSampled.ShouldBeFalse();
        model.Transformer.Transform(TestImages.View(Rows)).Values<float>(AllColumns.Score).ToArray()
            .ShouldBeCloseTo([.. losses.Select(loss => loss + groups * Math.Log(vectors))], "scores");
    }

    /// <summary>All 8 pictures of 3 black and white pixels, and all 9 codes of 2 groups with 3 vectors: p(x) = Σ p(x|code) / 9 is known.</summary>
    [Fact]
    public void NegativeElbo_TinyDiscreteModel_IsABoundOnTheEvidence()
    {
        VaeNetwork network = Models.Network(Architectures.Dense(3, [], 4, []) with { Latent = BottleneckSpec.Quantized(new CodebookShape(3, 2)) });
        double[][] codes = [.. ReferenceCodebook.Of(network).Codes()];
        using VaeTransformer model = Models.Transformer(_context, network, Likelihood.Bernoulli, torch.ScalarType.Float32);
        var reference = new ReferenceVae(network);
        codes.Length.ShouldBe(9);
        double total = 0;
        foreach (int picture in Enumerable.Range(0, 8))
        {
            double[] x = [picture & 1, picture >> 1 & 1, picture >> 2 & 1];
            double evidence = codes.Average(code => Math.Exp(-ReferenceLoss.Bernoulli(reference.Decode(code), x)));

            double bound = model.Evaluate(PixelViews.OfSingles(_context, [Array.ConvertAll(x, value => (float)value)])).NegativeElbo;

            bound.ShouldBeGreaterThan(-Math.Log(evidence));
            total += evidence;
        }
        total.ShouldBe(1, 1e-12);   // so that these were probabilities
    }

    [Theory]
    [InlineData(5, 1)]
    [InlineData(4, 3)]
    public void CodebookPerplexity_AnyRows_IsThatOfTheIndexColumn(int vectors, int groups)
    {
        using TinyModel model = QuantizedColumns.Create(vectors, groups);
        IDataView view = model.Transformer.Transform(TestImages.View(Rows));
        uint[] keys = groups == 1
            ? [.. view.Values<uint>(QuantizedColumns.Index)]
            : [.. view.Values<VBuffer<uint>>(QuantizedColumns.Index).SelectMany(row => row.DenseValues())];
        double[] shares = [.. keys.GroupBy(key => key).Select(group => (double)group.Count() / keys.Length)];

        double perplexity = model.Transformer.Evaluate(TestImages.View(Rows)).CodebookPerplexity!.Value;

        perplexity.ShouldBe(Math.Exp(-shares.Sum(share => share * Math.Log(share))), 1e-9);
        perplexity.ShouldBeInRange(1, vectors);
        shares.Length.ShouldBeGreaterThan(1);
    }

    [Fact]
    public void CodebookPerplexity_OneRow_IsOne()
    {
        using TinyModel model = QuantizedColumns.Create();

        model.Transformer.Evaluate(TestImages.View(1)).CodebookPerplexity.ShouldBe(1);
    }

    [Fact]
    public void CodebookPerplexity_NoCodebook_IsNull()
    {
        using TinyModel model = TinyModel.Create();

        model.Transformer.Evaluate(TestImages.View(5)).CodebookPerplexity.ShouldBeNull();
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(0, 3)]
    public void Evaluate_WhatWantsADensityOfCodes_Refused(int importanceSamples, int informationSamples)
    {
        using TinyModel model = QuantizedColumns.Create();
        var options = new VaeEvaluationOptions { ImportanceSamples = importanceSamples, InformationSamples = informationSamples };

        Should.Throw<InvalidOperationException>(() => model.Transformer.Evaluate(TestImages.View(5), options))
            .Message.ShouldContain("ImportanceSamples and InformationSamples must be 0");
    }

    private static double[] Pixels(int row) => Array.ConvertAll(TestImages.Floats(row), value => (double)value);
}

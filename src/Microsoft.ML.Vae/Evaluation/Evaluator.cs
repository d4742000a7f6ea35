using System.Runtime.InteropServices;
using Microsoft.ML.Vae.Distributed;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Scores;

namespace Microsoft.ML.Vae.Evaluation;

/// <summary>Measures a model's evidence lower bound, and whatever else is requested, in double precision.</summary>
internal sealed class Evaluator : IDisposable
{
    private readonly VaeModel _model;
    private readonly Generator? _noise;
    private readonly Generator _importanceNoise;
    private readonly Generator _informationNoise;
    private readonly ImportanceWeightedLikelihood? _importance;
    private readonly LatentInformation? _information;
    private readonly VaeEvaluationOptions _options;
    private readonly CodebookUsage? _usage;
    private readonly RowScorer? _scorer;
    private readonly double[] _meanSum;
    private readonly double[] _meanSquareSum;
    private readonly double[] _divergence;
    private double _reconstruction;
    private double _squaredError;
    private double _score;
    private long _rows;
    private long _pixels;   // that are not missing

    private Evaluator(VaeModel model, VaeEvaluationOptions options, RowScorer? scorer)
    {
        _scorer = scorer;
        _model = model;
        _options = options;
        _noise = options.SampleSeed is { } seed ? new Generator(unchecked((ulong)seed), CPU) : null;
        _importanceNoise = NoiseFor(1);
        _informationNoise = NoiseFor(2);
        _importance = options.ImportanceSamples > 0 ? new(model, options.ImportanceSamples, _importanceNoise) : null;
        _information = options.InformationSamples > 0 ? new(model.LatentDimension) : null;
        _usage = model.Network.Architecture.Latent.Codebook is { } codebook ? new(codebook.Vectors) : null;
        _meanSum = new double[model.LatentDimension];
        _meanSquareSum = new double[model.LatentDimension];
        _divergence = new double[model.LatentDimension];
    }

    /// <param name="model">The model.</param>
    /// <param name="source">The rows.</param>
    /// <param name="what">What they are for, as in "validation data".</param>
    /// <param name="sampleSeed">Seeds the draw of z; null takes the mean.</param>
    public static VaeMetrics Run(VaeModel model, RowSource source, string what, int? sampleSeed) =>
        Run(model, source, what, new VaeEvaluationOptions { SampleSeed = sampleSeed });

    /// <param name="model">The model.</param>
    /// <param name="source">The rows.</param>
    /// <param name="what">What they are for, as in "validation data".</param>
    /// <param name="options">What to measure.</param>
    /// <param name="scorer">The anomaly score to measure too; null: none.</param>
    public static VaeMetrics Run(VaeModel model, RowSource source, string what, VaeEvaluationOptions options, RowScorer? scorer = null) =>
        Run(model, source, what, options, scorer, out _);

    /// <param name="model">The model.</param>
    /// <param name="source">The rows.</param>
    /// <param name="what">What they are for, as in "validation data".</param>
    /// <param name="options">What to measure.</param>
    /// <param name="pass">What the pass over the rows found.</param>
    /// <param name="ranks">The processes of which each has some of the rows; null: there is one.</param>
    public static VaeMetrics Run(
        VaeModel model, RowSource source, string what, VaeEvaluationOptions options, out RowStatistics pass, RankGroup? ranks = null) =>
        Run(model, source, what, options, scorer: null, out pass, ranks);

    private static VaeMetrics Run(
        VaeModel model, RowSource source, string what, VaeEvaluationOptions options, RowScorer? scorer, out RowStatistics pass,
        RankGroup? ranks = null)
    {
        using var evaluator = new Evaluator(model, options, scorer);
        using RowBatches batches = source.OpenBatches(model.Input.InferenceBatchSize);
        while (batches.MoveNext())
            evaluator.Add(batches.Bytes.Span, batches.Count);
        pass = batches.Statistics;
        if (ranks is not null)
            evaluator.Combine(ranks);
        if (evaluator._rows > 0)
            return evaluator.ToMetrics();
        Exception noRows = source.NoRows(what, pass);
        throw ranks?.Decided(noRows) ?? noRows;
    }

    public void Dispose()
    {
        _noise?.Dispose();
        _importanceNoise.Dispose();
        _informationNoise.Dispose();
    }

    // What is drawn for one purpose changes nothing that is drawn for another. Torch's CPU generator takes the low 32 bits of a seed alone.
    private Generator NoiseFor(uint purpose) => new(unchecked((uint)(_options.SampleSeed ?? 0) + purpose * 0x9E3779B9), CPU);

    private void Add(ReadOnlySpan<byte> pixels, int count)
    {
        using VaeModel.Lease lease = _model.Use();
        Tensor input = _model.Input.ToNetworkInput(pixels, count, _model.Device);                               // [B, D + C]
        Tensor x = _model.Network.Pixels(input);                                                                // [B, D]
        Posterior q = _model.Network.Encode(input);                                                             // [B, Z],[B, Z]
        Tensor z = _noise is null ? q.Mean : _model.Network.Bottleneck.Sample(q, 1, _noise);                    // [B, Z]
        Tensor decoded = _model.Network.Decode(z, input);                                                       // [B, P]
        Tensor error = Error(x, decoded);                                                                       // [B, D]
        _reconstruction += Sum(_model.Likelihood.NegativeLogLikelihood(decoded, x));
        _squaredError += Sum(error * error);
        AddColumns(_model.Network.Bottleneck.DivergencePerDimension(q), _divergence);
        AddColumns(q.Mean, _meanSum);
        AddColumns(q.Mean * q.Mean, _meanSquareSum);
        _importance?.Add(input, q.Mean, q.LogVariance!);
        _information?.Add(q.Mean, q.LogVariance!);
        _usage?.Add(q.Indices!);
        if (_scorer is not null)
        {
            Tensor decodedMean = _noise is null ? decoded : _model.Network.Decode(q.Mean, input);               // [B, P]
            _score += Sum(_scorer.Score(_scorer.Rows(pixels, count, input, q, decodedMean)));
        }
        _rows += count;
    }

    private Tensor Error(Tensor x, Tensor decoded)   // [B, D],[B, P] -> [B, D]
    {
        Tensor error = x - _model.Likelihood.Mean(decoded);   // [B, D]
        _pixels += x.numel();
        if (!_model.Input.Imputes)
            return error;
        _pixels -= x.isnan().sum().item<long>();
        return MissingPixels.Observed(error, x);
    }

    private static double Sum(Tensor values) => values.sum(ScalarType.Float64).item<double>();

    private static void AddColumns(Tensor values, double[] sums)   // [B, Z]
    {
        ReadOnlySpan<double> columns = MemoryMarshal.Cast<byte, double>(values.sum(0, type: ScalarType.Float64).cpu().bytes);
        for (int i = 0; i < sums.Length; i++)
            sums[i] += columns[i];
    }

    /// <summary>Adds what the other processes measured on their rows, but for what a fit does not ask for.</summary>
    private void Combine(RankGroup ranks)
    {
        double[] sums =
            [_rows, _pixels, _reconstruction, _squaredError, .. _divergence, .. _meanSum, .. _meanSquareSum];
        ranks.Sum(sums);
        (_rows, _pixels, _reconstruction, _squaredError) = ((long)sums[0], (long)sums[1], sums[2], sums[3]);
        ReadOnlySpan<double> columns = sums.AsSpan(4);
        foreach (double[] part in (double[][])[_divergence, _meanSum, _meanSquareSum])
        {
            columns[..part.Length].CopyTo(part);
            columns = columns[part.Length..];
        }
    }

    private VaeMetrics ToMetrics()
    {
        // In single precision a divergence of 0 may come out as -3e-8.
        double[] divergence = [.. _divergence.Select(sum => Math.Max(0, sum / _rows))];
        double reconstruction = _reconstruction / _rows, pixels = Math.Max(1, _pixels);
        (double MutualInformation, double TotalCorrelation)? information =
            _information?.Estimate(_options.InformationSamples, _informationNoise);
        return new VaeMetrics
        {
            ReconstructionLoss = reconstruction,
            KlDivergence = divergence.Sum(),
            KlPerDimension = divergence,
            BitsPerDimension = (reconstruction + divergence.Sum()) * _rows / (pixels * Math.Log(2)),
            SquaredErrorPerPixel = _squaredError / pixels,
            ActiveUnits = _meanSum.Zip(_meanSquareSum, Variance).Count(variance => variance > VaeDefaults.ActiveUnitVariance),
            RowCount = _rows,
            IsLatentSampled = _noise is not null && _model.HasPosterior,
            ImportanceWeightedLogLikelihood = _importance?.Sum / _rows,
            ImportanceSamples = _importance is null ? null : _options.ImportanceSamples,
            MutualInformation = information?.MutualInformation,
            TotalCorrelation = information?.TotalCorrelation,
            CodebookPerplexity = _usage?.Perplexity,
            AnomalyScore = _scorer?.Name,
            MeanAnomalyScore = _scorer is null ? null : _score / _rows,
        };
    }

    private double Variance(double sum, double squareSum) => squareSum / _rows - sum / _rows * (sum / _rows);
}

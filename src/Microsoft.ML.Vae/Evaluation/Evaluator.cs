using System.Runtime.InteropServices;
using Microsoft.ML.Runtime;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Objectives;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Evaluation;

/// <summary>Measures the evidence lower bound of a model on a data view, row by row in its order, sums kept in double precision.</summary>
internal sealed class Evaluator : IDisposable
{
    private readonly VaeModel _model;
    private readonly Generator? _noise;
    private readonly double[] _meanSum;
    private readonly double[] _meanSquareSum;
    private double _reconstruction;
    private double _divergence;
    private long _rows;

    private Evaluator(VaeModel model, int? sampleSeed)
    {
        _model = model;
        _noise = sampleSeed is { } seed ? new Generator(unchecked((ulong)seed), CPU) : null;
        _meanSum = new double[model.LatentDimension];
        _meanSquareSum = new double[model.LatentDimension];
    }

    public static VaeMetrics Run(IHostEnvironment environment, VaeModel model, IDataView data, int? sampleSeed)
    {
        using var evaluator = new Evaluator(model, sampleSeed);
        using IRowReader reader = new RowSource(environment, data, model.Input, model.Likelihood).Open();
        var pixels = new byte[model.Input.InferenceBatchSize * model.Input.RowBytes];
        for (int count; (count = Fill(pixels, model.Input.RowBytes, reader)) > 0;)
            evaluator.Add(pixels.AsSpan(0, count * model.Input.RowBytes), count);
        return evaluator._rows > 0
            ? evaluator.ToMetrics()
            : throw environment.Except($"Column '{model.Input.Name}': the data to evaluate has no rows.");
    }

    public void Dispose() => _noise?.Dispose();

    private static int Fill(Span<byte> pixels, int rowBytes, IRowReader reader)
    {
        int count = 0;
        while (count * rowBytes < pixels.Length && reader.TryRead(pixels.Slice(count * rowBytes, rowBytes)))
            count++;
        return count;
    }

    private void Add(ReadOnlySpan<byte> pixels, int count)
    {
        using VaeModel.Lease lease = _model.Use();
        Tensor x = _model.Input.ToNetworkInput(pixels, count);                                                  // [B, D]
        (Tensor mean, Tensor logVariance) = _model.Network.Encoder.call(x);                                     // [B, Z],[B, Z]
        Tensor z = _noise is null ? mean : VaeNetwork.SampleLatent(mean, logVariance, _noise);                  // [B, Z]
        _reconstruction += Sum(_model.Likelihood.NegativeLogLikelihood(_model.Network.Decoder.call(z), x));
        _divergence += Sum(KullbackLeibler.ToStandardNormal(mean, logVariance));
        AddColumns(mean, _meanSum);
        AddColumns(mean * mean, _meanSquareSum);
        _rows += count;
    }

    private static double Sum(Tensor perRow) => perRow.sum(ScalarType.Float64).item<double>();

    private static void AddColumns(Tensor values, double[] sums)   // [B, Z]
    {
        ReadOnlySpan<double> columns = MemoryMarshal.Cast<byte, double>(values.sum(0, type: ScalarType.Float64).bytes);
        for (int i = 0; i < sums.Length; i++)
            sums[i] += columns[i];
    }

    private VaeMetrics ToMetrics() => new()
    {
        ReconstructionLoss = _reconstruction / _rows,
        KullbackLeibler = Math.Max(0, _divergence / _rows),   // in single precision a divergence of 0 may come out as -3e-8
        ActiveUnits = _meanSum.Zip(_meanSquareSum, Variance).Count(variance => variance > VaeDefaults.ActiveUnitVariance),
        RowCount = _rows,
        IsLatentSampled = _noise is not null,
    };

    private double Variance(double sum, double squareSum) => squareSum / _rows - sum / _rows * (sum / _rows);
}

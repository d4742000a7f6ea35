using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Interop;
using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Objectives;
using Microsoft.ML.Vae.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Training;

/// <summary>Plain TorchSharp: forward pass, autograd, optimizer. The loss is the objective's.</summary>
internal sealed class AutogradEngine : ITrainingEngine
{
    private const long LargeBlockBytes = 16 << 20;

    private readonly VaeNetwork _network;
    private readonly Likelihood _likelihood;
    private readonly Objective _objective;
    private readonly Generator _noise;
    private readonly GradientDescent _descent;
    private readonly Tensor _sums;   // [2], float64: reconstruction, KL
    private readonly Scalar _decay;
    private readonly Scalar _rest;
    private long _rows;

    public AutogradEngine(VaeNetwork network, Likelihood likelihood, Objective objective, double learningRate, Generator noise)
        : this(
            network,
            likelihood,
            objective,
            new GradientDescent(network.parameters(), Optimizer.Adam(), LearningRate.Fixed(learningRate)),
            noise)
    {
    }

    public AutogradEngine(VaeNetwork network, Likelihood likelihood, Objective objective, GradientDescent descent, Generator noise)
    {
        _network = network;
        _likelihood = likelihood;
        _objective = objective;
        _noise = noise;
        _descent = descent;
        _decay = objective.CodebookDecay;
        _rest = 1 - objective.CodebookDecay;
        _sums = zeros(2, dtype: ScalarType.Float64, device: network.parameters().First().device).DetachFromDisposeScope();
        // glibc returns freed memory to the system beyond a threshold that grows with the largest block it has seen freed. Without this
        // block each step's temporaries are returned and paged in again, which took a tenth of the time.
        empty(LargeBlockBytes, ScalarType.Byte, CPU).Dispose();
    }

    /// <summary>What is drawn on the pixels of each batch.</summary>
    public InputNoise InputNoise { get; init; } = new();

    public void Step(TrainingBatch batch)
    {
        using DisposeScope scope = NewDisposeScope();
        Step(batch.ToInput(_sums.device), batch.Position);
    }

    /// <summary>Updates the parameters from scaled pixels, and the condition behind them.</summary>
    public void Step(Tensor batch, TrainingPosition position)   // [B, D + C]
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor input, Tensor seen) = InputNoise.Draw(batch, _network.Architecture.InputSize, _noise);                 // [B, D + C] twice
        Tensor x = _network.Pixels(input);                                                                             // [B, D]
        (Tensor mean, Tensor? logVariance) = _network.Encoder.call(seen);                                              // [B, Z],[B, Z]
        Tensor? indices = _network.Codebook?.Nearest(mean.detach());                                                   // [B, G]
        int k = _objective.SamplesPerRow;
        Tensor z = logVariance is not null
            ? VaeNetwork.SampleLatent(SampleReplication.Repeat(mean, k), SampleReplication.Repeat(logVariance, k), _noise)                     // [B·K, Z]
            : indices is null ? mean : StraightThrough(mean, _network.Codebook!.Look(indices));                        // [B, Z]
        Tensor decoded = _objective.DecoderInput(z);                                                                   // [B·K, Z]
        Tensor output = _network.Decode(decoded, input);                                                               // [B·K, P]
        Tensor reconstruction = _likelihood.NegativeLogLikelihood(output, SampleReplication.Repeat(x, k));                         // [B·K]
        Tensor divergence = _network.Divergence(mean, logVariance);                                                    // [B]

        _descent.ResetGradients();
        _objective.Backward(new ObjectiveBatch(mean, logVariance, z, decoded, reconstruction, divergence, _noise), position);
        _descent.Step();
        if (indices is not null)
            _network.Codebook!.Learn(mean, indices, _decay, _rest, _noise);
        Accumulate(reconstruction, divergence);
    }

    public LossSums ReadSums()
    {
        using DisposeScope scope = NewDisposeScope();
        return new LossSums(_sums[0].item<double>(), _sums[1].item<double>(), _rows);
    }

    public void ResetSums()
    {
        using DisposeScope scope = NewDisposeScope();
        _sums.zero_();
        _rows = 0;
    }

    public void RestoreSums(LossSums sums)
    {
        using DisposeScope scope = NewDisposeScope();
        double[] values = [sums.Reconstruction, sums.KlDivergence];
        _sums.copy_(tensor(values, ScalarType.Float64, CPU));   // [2]
        _rows = sums.Rows;
    }

    public void Dispose()
    {
        _descent.Dispose();
        _sums.Dispose();
        _decay.Dispose();
        _rest.Dispose();
    }

    /// <summary>
    /// The quantised code, through which gradients reach the encoding as if it were that (Bengio, Léonard and Courville, 2013).
    /// </summary>
    private static Tensor StraightThrough(Tensor encoding, Tensor quantized) =>   // [B, Z],[B, Z] -> [B, Z]
        encoding.add((quantized - encoding).detach(), Scalars.One);

    private void Accumulate(Tensor reconstruction, Tensor divergence)
    {
        using IDisposable noGradient = no_grad();
        IList<Tensor> perRow = [SampleReplication.Mean(reconstruction, _objective.SamplesPerRow), divergence];
        _sums.add_(stack(perRow).sum(1, type: ScalarType.Float64), Scalars.One);   // [2]
        _rows += divergence.size(0);
    }
}

using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Likelihoods;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Networks.Packed;

namespace Microsoft.ML.Vae;

/// <summary>
/// A trained network and the column that feeds it. Shared by any number of threads: nothing changes after construction, and weights that
/// are disposed while a computation runs are released when it ends.
/// </summary>
internal sealed class VaeModel : IDisposable
{
    private readonly SharedWeights _weights;
    private int _disposed;

    public VaeModel(VaeNetwork network, PixelColumn input, Likelihood likelihood, int sampleSeed, Device device)
    {
        _weights = new SharedWeights(network);
        Input = input;
        Likelihood = input.Imputes ? new ObservedLikelihood(likelihood) : likelihood;
        SampleSeed = sampleSeed;
        Device = device;
        network.MoveTo(device);
        network.eval();
    }

    private VaeModel(VaeModel other)
    {
        (_weights, Input, Likelihood, SampleSeed, Device) = (other._weights, other.Input, other.Likelihood, other.SampleSeed, other.Device);
        Rules = other.Rules;
    }

    public VaeNetwork Network => _weights.Network;

    /// <summary>The encoder of a trained network in plain numbers; null if there is none.</summary>
    public PackedEncoder? PackedEncoder => _weights.PackedEncoder;

    /// <summary>The column that feeds it; a fit sets the scaling of its slots before the first step.</summary>
    public PixelColumn Input { get; set; }

    public Likelihood Likelihood { get; }

    /// <summary>What it does with rows that cannot be used.</summary>
    public RowRules Rules { get; init; } = new();

    /// <summary>The pixel values that it can use.</summary>
    public PixelDomain PixelDomain => Rules.Apply(Likelihood.PixelDomain);

    /// <summary>Seeds the draws for each row.</summary>
    public int SampleSeed { get; }

    /// <summary>The column on which those draws depend in place of the row's id; null: none.</summary>
    public string? SampleSeedColumn { get; init; }

    /// <summary>The device that holds the weights.</summary>
    public Device Device { get; }

    public int LatentDimension => Network.Architecture.LatentDimension;

    /// <summary>Whether a row's latent is a distribution that can be sampled.</summary>
    public bool HasPosterior => Network.Architecture.Latent.HasPosterior;

    /// <summary>Keeps the weights alive, and gradients off on this thread, until the lease is disposed.</summary>
    /// <exception cref="ObjectDisposedException">The model is disposed.</exception>
    public Lease Use()
    {
        KeepWeights();
        return new Lease(_weights);
    }

    /// <summary>The same model with the same weights, which are freed when both are disposed.</summary>
    /// <exception cref="ObjectDisposedException">The model is disposed.</exception>
    public VaeModel Share()
    {
        KeepWeights();
        return new VaeModel(this);
    }

    /// <summary>What stands for stored rows once training is over, as the transform computes it. The caller holds a lease.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="count">B.</param>
    /// <param name="input">Their network inputs, [B, D + C].</param>
    public Posterior Encode(ReadOnlyMemory<byte> rows, int count, Tensor input)   // -> [B, Z],[B, Z]
    {
        if (PackedEncoder is not { } packed)
            return Network.Encode(input);
        PackedEncoding encoding = packed.Encode(Input, rows, count, withVariance: true);
        Tensor mean = tensor(encoding.Mean, [count, LatentDimension], device: CPU);
        return new Posterior(mean, mean, HasPosterior ? tensor(encoding.LogVariance, [count, LatentDimension], device: CPU) : null);
    }

    /// <summary>E[x|z], given the decoder's output for z, in the units of the input column.</summary>
    public Tensor MeanImage(Tensor decoded) => Input.Unscale(Likelihood.Mean(decoded));   // [B, D] -> [B, D]

    /// <summary>A sample of x, given the decoder's output for z and, where the likelihood draws samples, noise.</summary>
    public Tensor SampleImage(Tensor decoded, Func<Tensor> noise) =>   // [B, P],[B, D] -> [B, D]
        Likelihood.DrawsSamples ? Input.Unscale(Likelihood.Draw(decoded, noise())) : MeanImage(decoded);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
            _weights.Release();
    }

    private void KeepWeights()
    {
        if (Volatile.Read(ref _disposed) != 0 || !_weights.TryUse())
            throw Disposed();
    }

    private static ObjectDisposedException Disposed() => new(typeof(VaeTransformer).FullName,
        "The transformer is disposed. A PredictionEngine disposes the transformer that it was made from, and with it every other engine's, "
        + "unless PredictionEngineOptions.OwnsTransformer is false.");

    /// <summary>A computation running on one thread.</summary>
    internal readonly struct Lease(SharedWeights weights) : IDisposable
    {
        private readonly IDisposable _inference = inference_mode();
        private readonly DisposeScope _scope = NewDisposeScope();

        public void Dispose()
        {
            _scope.Dispose();
            _inference.Dispose();
            weights.Release();
        }
    }
}

using System.Runtime.InteropServices;
using Microsoft.ML.Vae.Distributed;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Objectives;
using Microsoft.ML.Vae.Optimizers;

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
    private long _rows;

    public AutogradEngine(VaeNetwork network, Likelihood likelihood, Objective objective, GradientDescent descent, Generator noise)
    {
        _network = network;
        _likelihood = likelihood;
        _objective = objective;
        _noise = noise;
        _descent = descent;
        _sums = zeros(2, dtype: ScalarType.Float64, device: network.parameters().First().device).DetachFromDisposeScope();
        // glibc gives freed memory back above a threshold that grows with the largest block freed. Without this block, about half of all
        // processes page their temporaries in again (measured with TorchSharp 0.107.0: up to 400 page faults a step, at most 7 % of time).
        empty(LargeBlockBytes, ScalarType.Byte, CPU).Dispose();
    }

    /// <summary>The noise drawn for the pixels of each batch.</summary>
    public InputNoise InputNoise { get; init; } = new();

    public void Step(TrainingBatch batch)
    {
        using DisposeScope scope = NewDisposeScope();
        if (batch.Count > 0)
            Step(batch.ToInput(_sums.device), batch.Position);
        else
            StepWithoutRows();
    }

    /// <summary>Updates the parameters from scaled pixels, and the condition after them.</summary>
    public void Step(Tensor batch, TrainingPosition position)   // [B, D + C]
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor input, Tensor seen) = InputNoise.Draw(batch, _network.Architecture.InputSize, _noise);                 // [B, D + C] twice
        Tensor x = _network.Pixels(input);                                                                             // [B, D]
        Posterior q = _network.Infer(seen);                                                                            // [B, Z],[B, Z]
        int k = _objective.SamplesPerRow;
        Tensor z = _network.Bottleneck.SampleForTraining(q, k, _noise);                                                // [B·K, Z]
        Tensor decoded = _objective.DecoderInput(z);                                                                   // [B·K, Z]
        Tensor output = _network.Decode(decoded, input);                                                               // [B·K, P]
        Tensor target = SampleReplication.Repeat(x, k);                                                                // [B·K, D]
        output = _network.LearnVariance(output, target);                                                               // [B·K, P]
        Tensor reconstruction = _likelihood.NegativeLogLikelihood(output, target);                                     // [B·K]
        Tensor divergence = _network.Bottleneck.Divergence(q);                                                         // [B]

        _descent.ResetGradients();
        _objective.Backward(new ObjectiveBatch(q.Encoding, q.LogVariance, z, decoded, reconstruction, divergence, _noise), position);
        if (_descent.Exchange is not null)
        {
            StepTogether(reconstruction, divergence);
            return;
        }
        _descent.Step();
        _network.Bottleneck.Learn(q, _noise);
        Accumulate(reconstruction, divergence);
    }

    public IReadOnlyList<(string Name, Tensor Tensor)> OptimizerMemory => _descent.Memory;

    public void Publish() { }

    public void Restore(IReadOnlyList<(string Name, Tensor Tensor)> memory, long steps)
    {
        using IDisposable noGradient = no_grad();
        foreach (((string Name, Tensor Tensor) to, (string Name, Tensor Tensor) from) in
            OptimizerMemory.Join(memory, to => to.Name, from => from.Name, (to, from) => (to, from)))
            to.Tensor.copy_(from.Tensor);
        _descent.ResumeAfter(steps);
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
    }

    private void Accumulate(Tensor reconstruction, Tensor divergence)
    {
        using IDisposable noGradient = no_grad();
        _sums.add_(Sum(reconstruction, divergence), Scalars.One);
        _rows += divergence.size(0);
    }

    private Tensor Sum(Tensor reconstruction, Tensor divergence)   // [B·K],[B] -> [2] Float64
    {
        Tensor perRow = stack([SampleReplication.Mean(reconstruction, _objective.SamplesPerRow), divergence]);   // [2, B]
        return perRow.sum(1, type: ScalarType.Float64);
    }

    /// <summary>The end of a step of several processes. No codebook learns in it; such fits are refused.</summary>
    private void StepTogether(Tensor reconstruction, Tensor divergence)
    {
        using IDisposable noGradient = no_grad();
        ReadOnlySpan<double> sums = MemoryMarshal.Cast<byte, double>(Sum(reconstruction, divergence).bytes);
        StepTogether((int)divergence.size(0), sums[0], sums[1]);
    }

    private void StepWithoutRows()
    {
        _descent.ResetGradients();
        StepTogether(0, 0, 0);
    }

    private void StepTogether(int rows, double reconstruction, double divergence)
    {
        if (!_descent.StepTogether(rows, reconstruction, divergence))
            return;
        StepExchange all = _descent.Exchange!;
        double[] sums = [all.Reconstruction, all.Divergence];
        _sums.add_(tensor(sums, ScalarType.Float64, CPU), Scalars.One);   // [2]
        _rows += all.Rows;
    }
}

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
    private readonly StepEncodings _encodings;
    private readonly Tensor _sums;       // [2], float64: reconstruction, KL
    private readonly Tensor _stepSums;   // [2], of the step under way
    private BufferCopies? _buffers;      // as they were before it
    private long _rows;
    private int _stepRows;

    public AutogradEngine(VaeNetwork network, Likelihood likelihood, Objective objective, GradientDescent descent, Generator noise)
    {
        _network = network;
        _likelihood = likelihood;
        _objective = objective;
        _noise = noise;
        _descent = descent;
        _encodings = new StepEncodings(network.Bottleneck);
        _sums = Zeros();
        _stepSums = Zeros();
        // glibc gives freed memory back above a threshold that grows with the largest block freed. Without this block, about half of all
        // processes page their temporaries in again (measured with TorchSharp 0.107.0: up to 400 page faults a step, at most 7 % of time).
        empty(LargeBlockBytes, ScalarType.Byte, CPU).Dispose();

        Tensor Zeros() => zeros(2, dtype: ScalarType.Float64, device: network.parameters().First().device).DetachFromDisposeScope();
    }

    /// <summary>The noise drawn for the pixels of each batch.</summary>
    public InputNoise InputNoise { get; init; } = new();

    /// <summary>Rows of a full step, of all processes, of which a loss is the mean; null: each batch is a step.</summary>
    public int? StepRows { get; init; }

    public void Add(TrainingBatch batch)
    {
        using DisposeScope scope = NewDisposeScope();
        if (batch.Count > 0)
            Add(batch.ToInput(_sums.device), batch.Position);
    }

    /// <summary>Adds scaled pixels, and the condition after them, to the next step.</summary>
    public void Add(Tensor batch, TrainingPosition position)   // [B, D + C]
    {
        using DisposeScope scope = NewDisposeScope();
        if (_stepRows == 0)
            Begin();
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

        int rows = (int)batch.size(0);
        var losses = new ObjectiveBatch(q.Encoding, q.LogVariance, z, decoded, reconstruction, divergence, _noise)
        {
            Share = StepRows is { } all ? (double)rows / all : 1,
        };
        _objective.Backward(losses, position);
        _encodings.Add(q);
        Count(rows, reconstruction, divergence);
    }

    public void Update()
    {
        using DisposeScope scope = NewDisposeScope();
        if (_descent.Exchange is null)
        {
            _descent.Step(StepRows is { } all ? (double)all / _stepRows : 1);
            _encodings.Learn(_noise);
            _sums.add_(_stepSums, Scalars.One);
            _rows += _stepRows;
        }
        else
            UpdateTogether(_descent.Exchange);
        _stepSums.zero_();
        _stepRows = 0;
    }

    public void Discard()
    {
        if (_stepRows == 0)
            return;
        using DisposeScope scope = NewDisposeScope();
        _buffers?.Restore();
        _encodings.Clear();
        _stepSums.zero_();
        _stepRows = 0;
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
        Tensor sums = _sums.add(_stepSums, Scalars.One);   // [2]
        return new LossSums(sums[0].item<double>(), sums[1].item<double>(), _rows + _stepRows);
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
        _encodings.Dispose();
        _buffers?.Dispose();
        _stepSums.Dispose();
        _sums.Dispose();
    }

    private void Begin()
    {
        _descent.ResetGradients();
        // Between the batches of a step a fit can be canceled; where a batch is a step, it cannot.
        if (StepRows is null || !_network.buffers().Any())
            return;
        if (_buffers is null)
            _buffers = new BufferCopies(_network);
        else
            _buffers.Take();
    }

    private void Count(int rows, Tensor reconstruction, Tensor divergence)   // [B·K],[B]
    {
        using IDisposable noGradient = no_grad();
        Tensor perRow = stack([SampleReplication.Mean(reconstruction, _objective.SamplesPerRow), divergence]);   // [2, B]
        _stepSums.add_(perRow.sum(1, type: ScalarType.Float64), Scalars.One);
        _stepRows += rows;
    }

    /// <summary>A step of several processes. No codebook learns in it; such fits are refused.</summary>
    private void UpdateTogether(StepExchange all)
    {
        if (_stepRows == 0)
            _descent.ResetGradients();
        ReadOnlySpan<double> own = MemoryMarshal.Cast<byte, double>(_stepSums.bytes);
        if (!_descent.StepTogether(_stepRows, own[0], own[1]))
            return;
        double[] sums = [all.Reconstruction, all.Divergence];
        _sums.add_(tensor(sums, ScalarType.Float64, CPU), Scalars.One);   // [2]
        _rows += all.Rows;
    }
}

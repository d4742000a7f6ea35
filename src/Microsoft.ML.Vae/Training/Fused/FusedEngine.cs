using Microsoft.ML.Vae.Distributed;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Kernels;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Networks.Packed;
using Microsoft.ML.Vae.Objectives;
using Microsoft.ML.Vae.Optimizers;
using Microsoft.ML.Vae.Training.Fused.Images;

namespace Microsoft.ML.Vae.Training.Fused;

/// <summary>
/// Built-in networks, with gradients by hand: all numbers of a step stay in fixed places, rows are divided among threads from the
/// pixels to the gradients of the layers, weights from their gradients to the optimizer. Results do not depend on the number of threads.
/// </summary>
internal sealed unsafe class FusedEngine : ITrainingEngine
{
    private readonly VaeNetwork _network;
    private readonly PackedNetwork _packed;
    private readonly IProducts _products;
    private readonly BatchInput _input;
    private readonly RowPass _rowPass;
    private readonly WeightPass _weightPass;
    private readonly ImagePass? _images;
    private readonly IWeightedDivergence _divergence;
    private readonly BlockRun _optimizer;
    private readonly LearningRate _rate;
    private readonly NativeBuffer _weights;
    private readonly WorkTeam _team;
    private readonly int _threads;
    private readonly float[] _divergenceWeights;
    private readonly MeanDivergence _meanDivergence;
    private readonly double[] _squares;
    private NativeBuffer _gradients;
    private NativeBuffer? _earlier;   // gradients of the step's batches before the last
    private FusedBuffers? _buffers;
    private FusedLayer[] _layers = [];
    private LossSums _sums;
    private LossSums _stepSums;   // of the step under way
    private int _last;            // rows of its last batch, whose gradients are not computed yet
    private bool _hasEarlier;
    private bool _isPublished = true;

    /// <param name="network">What is trained.</param>
    /// <param name="likelihood">One that has its loss for single rows.</param>
    /// <param name="objective">One whose gradient weights divergences.</param>
    /// <param name="optimizer">The rule of the steps.</param>
    /// <param name="rate">Their size.</param>
    /// <param name="noise">Draws what is drawn.</param>
    /// <param name="threads">How many to use.</param>
    /// <param name="precision">Of the products.</param>
    public FusedEngine(
        VaeNetwork network, Likelihood likelihood, Objective objective, Optimizer optimizer, LearningRate rate, Generator noise,
        int threads, TrainingPrecision precision = TrainingPrecision.Single)
    {
        VaeArchitecture architecture = network.Architecture;
        _network = network;
        _packed = PackedNetwork.Of(architecture)!;
        bool isRounded = precision == TrainingPrecision.BFloat16;
        _products = isRounded ? new BFloat16Products(_packed, threads) : new SingleProducts();
        _rowPass = new RowPass(_packed, architecture, likelihood.RowLoss!, _products);
        _divergence = (IWeightedDivergence)objective;
        _optimizer = optimizer.Start(_packed.Length);
        _rate = rate;
        _input = new BatchInput(network, noise);
        _threads = threads;
        _team = isRounded ? BFloat16Products.StartTeam(threads) : new WorkTeam(threads);
        _weights = new NativeBuffer(_packed.Length);
        _images = ImagePass.Of(_packed, architecture, _weights.Data);
        _weightPass = new WeightPass(_packed, _products, _images, network.Frozen);
        _gradients = new NativeBuffer(_packed.Length);
        _divergenceWeights = new float[architecture.LatentDimension];
        _meanDivergence = new MeanDivergence(architecture.LatentDimension);
        _squares = new double[_weightPass.Count];
        Read();
    }

    /// <summary>The noise drawn for the pixels of each batch.</summary>
    public InputNoise InputNoise { get; init; } = new();

    /// <summary>The largest norm of the gradient of all weights; null: no limit.</summary>
    public double? MaximumNorm { get; init; }

    /// <summary>What adds up the gradients of several processes; null: there is one.</summary>
    public StepExchange? Exchange { get; init; }

    /// <summary>Rows of a full step, of all processes, of whose mean the gradients are; null: each batch is a step.</summary>
    public int? StepRows { get; init; }

    public IReadOnlyList<(string Name, Tensor Tensor)> OptimizerMemory => _optimizer.Memory;

    /// <summary>Whether this engine can train a network on this machine, and if not, why.</summary>
    public static string? Obstacle(VaeArchitecture architecture, Likelihood likelihood, Objective objective, Device device) =>
        device.type != DeviceType.CPU ? $"the device is {device}"
        : !VectorMath.IsAccelerated ? "the processor has no vector instructions that .NET uses"
        : objective is not IWeightedDivergence ? $"the objective is {objective}"
        : likelihood.RowLoss is null ? $"the likelihood is {likelihood}"
        : PackedNetwork.Obstacle(architecture);

    public void Add(TrainingBatch batch)
    {
        if (batch.Count > 0)
        {
            if (_last > 0)
                KeepGradients();
            _stepSums = _stepSums.Plus(Pass(batch, share: 1f / (StepRows ?? batch.Count)));
            _last = batch.Count;
        }
        else if (_divergence.DependsOnBatch)
            _meanDivergence.Compute(b: null, count: 0, Exchange?.Ranks);   // with the other processes
    }

    public void Update()
    {
        _isPublished = false;
        if (Exchange is null)
            UpdateAlone(_last);
        else
            UpdateTogether(Exchange, _last);
        Discard();
        Transpose();
    }

    public void Discard() => (_stepSums, _last, _hasEarlier) = (default, 0, false);

    public LossSums ReadSums() => _sums.Plus(_stepSums);

    public void ResetSums() => _sums = default;

    public void RestoreSums(LossSums sums) => _sums = sums;

    public void Publish()
    {
        if (_isPublished)
            return;
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        _packed.Write(_weights.Data, _network.state_dict());
        _isPublished = true;
    }

    public void Restore(IReadOnlyList<(string Name, Tensor Tensor)> memory, long steps)
    {
        _optimizer.Restore(memory);
        _optimizer.Steps = steps;
        Read();
        if (_buffers is { } buffers)
            _products.Attach(buffers, _weights.Data);
    }

    public void Dispose()
    {
        _team.Dispose();
        _products.Dispose();
        _images?.Dispose();
        _buffers?.Dispose();
        _optimizer.Dispose();
        _weights.Dispose();
        _gradients.Dispose();
        _earlier?.Dispose();
    }

    private static int Tiled(int rows) => (rows + MatrixProduct.TileRows - 1) / MatrixProduct.TileRows * MatrixProduct.TileRows;

    /// <summary>All of a step that goes row by row.</summary>
    /// <returns>The losses.</returns>
    private LossSums Pass(TrainingBatch batch, float share)
    {
        FusedBuffers b = Buffers(batch.Count);
        float* target = _input.Draw(batch, b, InputNoise);
        int count = batch.Count, tiled = Tiled(count);
        int piece = _images is null
            ? Math.Clamp(Tiled((count + _threads - 1) / _threads), MatrixProduct.TileRows, _products.LargestPiece)
            : ImagePass.PieceRows;
        int pieces = (tiled + piece - 1) / piece, groups = _images?.Begin(pieces) ?? pieces;
        if (_divergence.DependsOnBatch)
        {
            var workers = new ImageWorker?[pieces];
            _team.Run(groups, group => ForEach(group, index => Encode(batch, b, index, piece, workers[index] = _images?.Rent())));
            _meanDivergence.Compute(b, count, Exchange?.Ranks);
            _divergence.Weigh(batch.Position, _meanDivergence.Values, _divergenceWeights);
            _team.Run(groups, group =>
            {
                ImageGradients? gradients = _images?.Gradients(group);
                ForEach(group, index => Decode(b, target, index, piece, count, share, workers[index], gradients));
            });
        }
        else
        {
            _divergence.Weigh(batch.Position, [], _divergenceWeights);
            _team.Run(groups, group =>
            {
                ImageGradients? gradients = _images?.Gradients(group);
                ForEach(group, index =>
                {
                    ImageWorker? worker = _images?.Rent();
                    Encode(batch, b, index, piece, worker);
                    Decode(b, target, index, piece, count, share, worker, gradients);
                });
            });
        }
        return b.Losses(count);

        void ForEach(int group, Action<int> action)
        {
            for (int index = (int)((long)group * pieces / groups); index < (int)((group + 1L) * pieces / groups); index++)
                action(index);
        }
    }

    private void Read()
    {
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        _packed.Read(_network.state_dict(), _weights.Data);
        Transpose();
        _isPublished = true;
    }

    private FusedBuffers Buffers(int rows)
    {
        if (_buffers is { } present && present.Rows >= rows)
            return present;
        _buffers?.Dispose();
        _buffers = new FusedBuffers(_packed, _network.Architecture, Tiled(rows));
        _layers = [.. _buffers.Layers];
        _products.Attach(_buffers, _weights.Data);
        return _buffers;
    }

    private void Encode(TrainingBatch batch, FusedBuffers b, int index, int piece, ImageWorker? worker)
    {
        int from = index * piece, rows = Math.Min(piece, Tiled(batch.Count) - from);
        if (!InputNoise.IsActive)
            _input.Gather(batch, b, from, rows);
        if (_images is not null)
            _input.CopyConditions(b, _packed.FeatureSize, from, rows);
        _rowPass.Encode(b, _weights.Data, from, rows, batch.Count, worker);
    }

    private void Decode(
        FusedBuffers b, float* target, int index, int piece, int count, float share, ImageWorker? worker, ImageGradients? gradients)
    {
        int from = index * piece, rows = Math.Min(piece, Tiled(count) - from);
        _rowPass.Decode(b, _weights.Data, target, _divergenceWeights, from, rows, count, share, worker, gradients);
        if (worker is not null)
            _images!.Return(worker);
    }

    private void Transpose() => _team.Run(_images?.TransposeCount ?? 0, index => _images!.Transpose(index));

    /// <summary>Computes the gradients of the last batch, to be added to those of the next.</summary>
    private void KeepGradients()
    {
        Differentiate(_last);
        (_earlier, _gradients) = (_gradients, _earlier ?? new NativeBuffer(_packed.Length));
        _hasEarlier = true;
    }

    private void UpdateAlone(int count)
    {
        _sums = _sums.Plus(_stepSums);
        _optimizer.Begin(_rate.Next());
        MultiplyBlocks(count);
        float factor = StepRows is { } all ? (float)((double)all / _stepSums.Rows) : 1;
        if (MaximumNorm is { } maximum)
            UpdateClipped(count, maximum, factor);
        else
        {
            _team.Run(_weightPass.Count, piece =>
            {
                Differentiate(piece, count);
                Move(piece, factor);
            });
        }
    }

    private void UpdateClipped(int count, double maximum, float factor)
    {
        _team.Run(_weightPass.Count, piece =>
        {
            Differentiate(piece, count);
            Square(piece);
        });
        factor *= Clip(maximum, Norm() * factor);
        _team.Run(_weightPass.Count, piece => Move(piece, factor));
    }

    private void UpdateTogether(StepExchange exchange, int count)
    {
        if (count > 0)
            Differentiate(count);
        // Only now, so that each process waits once in a step for the slowest.
        if (!exchange.Tell((int)_stepSums.Rows, _stepSums.Reconstruction, _stepSums.KlDivergence))
            return;
        _sums = _sums.Plus(new LossSums(exchange.Reconstruction, exchange.Divergence, exchange.Rows));
        _optimizer.Begin(_rate.Next());
        foreach ((long start, long length) in _weightPass.Ranges)
        {
            if (count == 0)
                new Span<float>(_gradients.Data + start, checked((int)length)).Clear();
            exchange.Sum(_gradients.Data + start, length);
        }
        float factor = (float)exchange.Factor;
        if (MaximumNorm is { } maximum)
        {
            _team.Run(_weightPass.Count, Square);
            factor *= Clip(maximum, Norm() * exchange.Factor);
        }
        _team.Run(_weightPass.Count, piece => Move(piece, factor));
    }

    // As PyTorch does, with a little added to the norm.
    private static float Clip(double maximum, double norm) => (float)Math.Min(1, maximum / (norm + 1e-6));

    private double Norm() => Math.Sqrt(_squares.Sum());

    private void Square(int piece)
    {
        (long start, long length) = _weightPass.Range(piece);
        _squares[piece] = VectorMath.SumOfSquares(_gradients.Data + start, length);
    }

    private void MultiplyBlocks(int count) => _team.Run(_products.BlockCount, block => _products.MultiplyBlock(block, count));

    private void Differentiate(int count)
    {
        MultiplyBlocks(count);
        _team.Run(_weightPass.Count, piece => Differentiate(piece, count));
    }

    private void Differentiate(int piece, int count)
    {
        _weightPass.Compute(piece, _layers, count, _gradients.Data);
        if (!_hasEarlier)
            return;
        (long start, long length) = _weightPass.Range(piece);
        VectorMath.Add(_earlier!.Data + start, _gradients.Data + start, (int)length);
    }

    private void Move(int piece, float factor)
    {
        (long start, long count) = _weightPass.Range(piece);
        _optimizer.Update(_weights.Data, _gradients.Data, start, count, factor);
        _weightPass.Take(piece, _weights.Data);
    }
}

using System.Runtime.InteropServices;
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
    private readonly RowPass _rowPass;
    private readonly WeightPass _weightPass;
    private readonly ImagePass? _images;
    private readonly IWeightedDivergence _divergence;
    private readonly BlockRun _optimizer;
    private readonly LearningRate _rate;
    private readonly Generator _noise;
    private readonly NativeBuffer _weights;
    private readonly NativeBuffer _gradients;
    private readonly WorkTeam _team;
    private readonly int _threads;
    private readonly float[] _divergenceWeights;
    private readonly double[] _meanDivergence;
    private readonly double[] _squares;
    private FusedBuffers? _buffers;
    private FusedLayer[] _layers = [];
    private LossSums _sums;
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
        _noise = noise;
        _threads = threads;
        _team = isRounded ? BFloat16Products.StartTeam(threads) : new WorkTeam(threads);
        _weights = new NativeBuffer(_packed.Length);
        _images = ImagePass.Of(_packed, architecture, _weights.Data);
        _weightPass = new WeightPass(_packed, _products, _images, network.Frozen);
        _gradients = new NativeBuffer(_packed.Length);
        _divergenceWeights = new float[architecture.LatentDimension];
        _meanDivergence = new double[architecture.LatentDimension];
        _squares = new double[_weightPass.Count];
        Read();
    }

    /// <summary>The noise drawn for the pixels of each batch.</summary>
    public InputNoise InputNoise { get; init; } = new();

    /// <summary>The largest norm of the gradient of all weights; null: no limit.</summary>
    public double? MaximumNorm { get; init; }

    public IReadOnlyList<(string Name, Tensor Tensor)> OptimizerMemory => _optimizer.Memory;

    /// <summary>Whether this engine can train a network on this machine, and if not, why.</summary>
    public static string? Obstacle(VaeArchitecture architecture, Likelihood likelihood, Objective objective, Device device) =>
        device.type != DeviceType.CPU ? $"the device is {device}"
        : !VectorMath.IsAccelerated ? "the processor has no vector instructions that .NET uses"
        : objective is not IWeightedDivergence ? $"the objective is {objective}"
        : likelihood.RowLoss is null ? $"the likelihood is {likelihood}"
        : PackedNetwork.Obstacle(architecture);

    public void Step(TrainingBatch batch)
    {
        _isPublished = false;
        FusedBuffers b = Buffers(batch.Count);
        float* target = Draw(batch, b);
        int count = batch.Count, tiled = Tiled(count);
        int piece = _images is null
            ? Math.Clamp(Tiled((count + _threads - 1) / _threads), MatrixProduct.TileRows, _products.LargestPiece)
            : ImagePass.PieceRows;
        int pieces = (tiled + piece - 1) / piece;
        _images?.Begin(pieces);
        if (_divergence.DependsOnBatch)
        {
            var workers = new ImageWorker?[pieces];
            _team.Run(pieces, index =>
                Encode(batch, b, index * piece, Math.Min(piece, tiled - index * piece), workers[index] = _images?.Rent()));
            Average(b, count);
            _divergence.Weigh(batch.Position, _meanDivergence, _divergenceWeights);
            _team.Run(pieces, index => Decode(b, target, index, piece, count, workers[index]));
        }
        else
        {
            _divergence.Weigh(batch.Position, [], _divergenceWeights);
            _team.Run(pieces, index =>
            {
                ImageWorker? worker = _images?.Rent();
                Encode(batch, b, index * piece, Math.Min(piece, tiled - index * piece), worker);
                Decode(b, target, index, piece, count, worker);
            });
        }
        Accumulate(b, count);
        Update(count);
    }

    public LossSums ReadSums() => _sums;

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
    }

    private static int Tiled(int rows) => (rows + MatrixProduct.TileRows - 1) / MatrixProduct.TileRows * MatrixProduct.TileRows;

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

    /// <summary>Draws all noise of a batch, from the pixels' to that of the latents.</summary>
    /// <returns>What the loss compares with.</returns>
    private float* Draw(TrainingBatch batch, FusedBuffers b)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        VaeArchitecture a = _network.Architecture;
        float* target = b.Seen;
        if (InputNoise.IsActive)
        {
            (Tensor clean, Tensor seen) = InputNoise.Draw(batch.ToInput(CPU), a.InputSize, _noise);   // [B, D + C] twice
            target = b.Target;
            Copy(clean, b.Target, VectorMath.Pad(a.EncoderInputSize));
            Copy(_network.EncoderInput(seen), b.Seen, VectorMath.Pad(a.EncoderInputSize));   // [B, D + M + C]
        }
        if (batch.Column.Condition is { } condition)
        {
            Tensor numbers = condition.ToNumbers(batch.Rows.Span, batch.Count, batch.Column.RowBytes, batch.Column.PixelBytes);   // [B, C]
            Copy(numbers, b.Seen + a.InputSize + a.MaskSize, VectorMath.Pad(a.EncoderInputSize));
            Copy(numbers, b.Latent + a.LatentDimension, VectorMath.Pad(a.DecoderInputSize));
        }
        if (a.Latent.HasPosterior)
            Copy(randn(batch.Count, a.LatentDimension, ScalarType.Float32, CPU, generator: _noise), b.Noise, a.LatentDimension);
        return target;
    }

    private static void Copy(Tensor rows, float* to, int stride)   // [B, N]
    {
        ReadOnlySpan<float> numbers = MemoryMarshal.Cast<byte, float>(rows.contiguous().bytes);
        int size = (int)rows.size(1);
        for (int start = 0; start < numbers.Length; start += size, to += stride)
            numbers.Slice(start, size).CopyTo(new Span<float>(to, size));
    }

    private void Encode(TrainingBatch batch, FusedBuffers b, int from, int rows, ImageWorker? worker)
    {
        if (!InputNoise.IsActive)
            Gather(batch, b, from, rows);
        if (_images is not null)
            CopyConditions(b, from, rows);
        _rowPass.Encode(b, _weights.Data, from, rows, batch.Count, worker);
    }

    private void Decode(FusedBuffers b, float* target, int index, int piece, int count, ImageWorker? worker)
    {
        int from = index * piece, rows = Math.Min(piece, Tiled(count) - from);
        _rowPass.Decode(
            b, _weights.Data, target, _divergenceWeights, from, rows, count, worker, worker is null ? null : _images!.Gradients(index));
        if (worker is not null)
            _images!.Return(worker);
    }

    private void CopyConditions(FusedBuffers b, int from, int rows)
    {
        VaeArchitecture a = _network.Architecture;
        int features = _packed.FeatureSize - a.ConditionSize;
        for (int row = from; row < from + rows; row++)
        {
            new ReadOnlySpan<float>(b.Seen + (long)row * b.SeenStride + a.InputSize, a.ConditionSize)
                .CopyTo(new Span<float>(b.Feature(row) + features, a.ConditionSize));
        }
    }

    private void Transpose()
    {
        if (_images is not null)
            _team.Run(_images.TransposeCount, _images.Transpose);
    }

    private void Gather(TrainingBatch batch, FusedBuffers b, int from, int rows)
    {
        PixelColumn column = batch.Column;
        int stride = VectorMath.Pad(_network.Architecture.EncoderInputSize);
        for (int row = from; row < Math.Min(from + rows, batch.Count); row++)
            column.Scale(batch.Rows.Span.Slice(row * column.RowBytes, column.PixelBytes), b.Seen + (long)row * stride);
    }

    private void Average(FusedBuffers b, int count)
    {
        Array.Clear(_meanDivergence);
        float* divergence = b.DivergencePerDimension;
        for (int row = 0; row < count; row++)
        {
            for (int j = 0; j < _meanDivergence.Length; j++)
                _meanDivergence[j] += *divergence++ / (double)count;
        }
    }

    private void Accumulate(FusedBuffers b, int count)
    {
        double reconstruction = 0, divergence = 0;
        for (int row = 0; row < count; row++)
        {
            reconstruction += b.Reconstruction[row];
            divergence += b.Divergence[row];
        }
        _sums = new LossSums(_sums.Reconstruction + reconstruction, _sums.KlDivergence + divergence, _sums.Rows + count);
    }

    private void Update(int count)
    {
        _optimizer.Begin(_rate.Next());
        _team.Run(_products.BlockCount, block => _products.MultiplyBlock(block, count));
        if (MaximumNorm is { } maximum)
            UpdateClipped(count, maximum);
        else
        {
            _team.Run(_weightPass.Count, piece =>
            {
                Differentiate(piece, count);
                Move(piece, factor: 1);
            });
        }
        Transpose();
    }

    private void UpdateClipped(int count, double maximum)
    {
        _team.Run(_weightPass.Count, piece =>
        {
            Differentiate(piece, count);
            (long start, long length) = _weightPass.Range(piece);
            _squares[piece] = VectorMath.SumOfSquares(_gradients.Data + start, length);
        });
        // As PyTorch does, with a little added to the norm.
        float factor = (float)Math.Min(1, maximum / (Math.Sqrt(_squares.Sum()) + 1e-6));
        _team.Run(_weightPass.Count, piece => Move(piece, factor));
    }

    private void Differentiate(int piece, int count) => _weightPass.Compute(piece, _layers, count, _gradients.Data);

    private void Move(int piece, float factor)
    {
        (long start, long count) = _weightPass.Range(piece);
        _optimizer.Update(_weights.Data, _gradients.Data, start, count, factor);
        _weightPass.Take(piece, _weights.Data);
    }
}

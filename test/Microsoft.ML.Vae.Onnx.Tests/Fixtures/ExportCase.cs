using Microsoft.ML.Data;
using Microsoft.ML.Vae.Columns;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Likelihoods;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Scores;
using Microsoft.ML.Vae.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Onnx.Tests.Fixtures;

/// <summary>An untrained model with random weights, and rows for it.</summary>
internal sealed record ExportCase(VaeArchitecture Network, Likelihood Likelihood)
{
    public const string Pixels = PixelViews.Column;
    public const string Kind = "Kind";
    public const int Kinds = 3;

    public static ColumnLayout AllColumns { get; } = new()
    {
        Input = Pixels,
        Latent = "Latent",
        LatentLogVariance = "LogVariance",
        LatentIndex = "Index",
        Reconstruction = "Reconstruction",
        Score = "Score",
        PredictedLabel = "IsAnomaly",
    };

    public ColumnLayout Columns { get; init; } = AllColumns;

    public bool IsByte { get; init; }

    public bool Imputes { get; init; }

    public PixelScaling? Scaling { get; init; }

    public ConditionColumn? Condition { get; init; }

    public RowRules Rules { get; init; } = new();

    public Scoring Scoring { get; init; } = new(AnomalyScore.Excess) { Thresholds = new ScoreThresholds(40) };

    public SlotScaling? Slots { get; init; }

    public int Size => Network.InputSize;

    /// <summary>How many units of the column a decoder's output of 1 is.</summary>
    public double PixelUnit => IsByte ? byte.MaxValue : 1;

    public ImageLayout? Layout { get; init; }

    /// <summary>A number of a row and a slot in place of those that suit the likelihood.</summary>
    public Func<int, int, float>? Number { get; init; }

    private bool IsUnit => Likelihood.PixelDomain.High == 1 || IsByte;

    public VaeTransformer Create(MLContext context, int seed = 1)
    {
        using var generator = new Generator(1, CPU);
        VaeNetwork network = VaeNetwork.Create(Network with
        {
            PixelVariance = Likelihood.PixelVariance,
            HasMask = Imputes,
            ConditionSize = Condition?.Size ?? 0,
        }, generator);
        Fill(network, seed);
        var column = new PixelColumn(Pixels, IsByte ? ScalarType.Byte : ScalarType.Float32, Size,
            Scaling ?? (IsByte ? PixelScaling.ByteToUnit : PixelScaling.None))
        {
            Condition = Condition,
            Imputes = Imputes,
            Slots = Slots,
            Layout = Layout,
            Clip = Rules.Apply(Likelihood.PixelDomain).ClippedRange,
        };
        var model = new VaeModel(network, column, Likelihood, sampleSeed: 1, CPU) { Rules = Rules };
        return new VaeTransformer(context, model, Columns with
        {
            LatentLogVariance = Network.Latent.HasPosterior ? Columns.LatentLogVariance : null,
            LatentIndex = Network.Latent.Codebook is null ? null : Columns.LatentIndex,
            Condition = Condition?.Name,
        }, new TrainingOutcome([]) { Scoring = Scoring });
    }

    /// <summary>Weights with which nothing cancels and, in wide layers, nothing grows.</summary>
    private static void Fill(VaeNetwork network, int seed)
    {
        var random = new Random(seed);
        foreach ((string name, Tensor tensor) in network.state_dict().Where(entry => entry.Value.dtype == ScalarType.Float32))
        {
            bool isVariance = name.EndsWith("running_var", StringComparison.Ordinal) || name.EndsWith("mean_square", StringComparison.Ordinal);
            double lift = isVariance ? 1 : 0, width = Math.Min(1, 4 / Math.Sqrt(tensor.numel() / tensor.size(0)));
            TensorValues.Set(tensor, Enumerable.Range(0, (int)tensor.numel()).Select(_ => lift + width * (random.NextDouble() - 0.5)));
        }
    }

    public ScriptedView Data(int rows)
    {
        var view = new ScriptedView(rows);
        _ = IsByte
            ? view.AddVector(Pixels, NumberDataViewType.Byte, Size, row => new VBuffer<byte>(Size, (byte[])Values(Pixels, row)))
            : view.AddVector(Pixels, NumberDataViewType.Single, Size, row => new VBuffer<float>(Size, (float[])Values(Pixels, row)));
        if (Condition is { Kind: ConditionKind.Key })
            view.Add(Kind, new KeyDataViewType(typeof(uint), Kinds), row => ((uint[])Values(Kind, row))[0]);
        else if (Condition is not null)
            view.AddVector(Kind, NumberDataViewType.Single, Condition.Size, row => new VBuffer<float>(Condition.Size, (float[])Values(Kind, row)));
        return view;
    }

    /// <summary>What a column holds in a row, for a session of OnnxRuntime.</summary>
    public Array Values(string column, int row)
    {
        if (column == Kind)
        {
            return Condition!.Kind == ConditionKind.Key
                ? (uint[])[(uint)(row % Kinds) + 1]
                : (float[])[.. Enumerable.Range(0, Condition.Size).Select(i => Hash(row, 100 + i) - 0.5f)];
        }
        float[] numbers = [.. Enumerable.Range(0, Size).Select(slot => Number?.Invoke(row, slot) ?? Suitable(row, slot))];
        return IsByte ? Array.ConvertAll(numbers, number => (byte)MathF.Round(number * 255)) : numbers;
    }

    private float Suitable(int row, int slot)
    {
        if (Imputes && (Hash(row, slot + 500) < 0.3 || row % 50 == 7))
            return float.NaN;
        float unit = MathF.Round(Hash(row, slot) * 255) / 255;
        float x = Likelihood is MixedLikelihood mixed ? OfPart(mixed.Parts.Single(part => slot >= part.Start && slot < part.End), row, slot)
            : IsUnit ? unit : 2 * unit - 1;
        return Scaling is { } scaling && !IsByte ? x / scaling.Scale + scaling.Offset : x;
    }

    private static float OfPart(SlotPart part, int row, int slot) => part.Kind switch
    {
        SlotKind.Number => 3 * Hash(row, slot) - 1,
        SlotKind.Flag => Hash(row, slot) < 0.5f ? 0 : 1,
        _ => slot - part.Start == (int)(Hash(row, part.Start) * (part.Length + 1)) ? 1 : 0,   // or none
    };

    /// <summary>A number in [0, 1) that looks random.</summary>
    private static float Hash(int row, int slot)
    {
        uint h = unchecked((uint)row * 2654435761u ^ (uint)slot * 2246822519u);
        h = unchecked((h ^ (h >> 15)) * 2246822519u);
        h = unchecked((h ^ (h >> 13)) * 3266489917u);
        return ((h ^ (h >> 16)) >> 8) / (float)(1 << 24);
    }
}

using System.Runtime.InteropServices;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Likelihoods;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Networks.Plans;
using Microsoft.ML.Vae.Objectives;
using Microsoft.ML.Vae.Optimizers;
using Microsoft.ML.Vae.Tests.Likelihoods;
using Microsoft.ML.Vae.Training;
using Microsoft.ML.Vae.Training.Fused;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Training.Fused;

/// <summary>A model, a batch and the options of a step that both engines can make.</summary>
internal sealed record FusedCase
{
    public required int Pixels { get; init; }
    public required int Condition { get; init; }
    public required int[] Encoder { get; init; }
    public required int[] Decoder { get; init; }
    public required int Latents { get; init; }
    public required Activation Activation { get; init; }
    public required Likelihood Likelihood { get; init; }
    public required Objective Objective { get; init; }
    public required InputNoise Noise { get; init; }
    public required bool AreBytes { get; init; }
    public required double ZeroShare { get; init; }
    public double? MissingShare { get; init; }
    public required int Rows { get; init; }

    /// <summary>Layers on images, in place of the hidden ones.</summary>
    public ConvolutionalPlan? Images { get; init; }

    public required int Seed { get; init; }

    public static Arbitrary<FusedCase> All()
    {
        Gen<int[]> layers = Gen.Choose(0, 3).SelectMany(count => Gen.ArrayOf(Gen.Choose(1, 70), count));
        Gen<Likelihood> likelihoods = Gen.Elements(
            Likelihood.Bernoulli, Likelihood.Gaussian(0.3), Likelihood.Laplace(0.5),
            Likelihood.GaussianWithLearnedVariance(), Likelihood.GaussianWithLearnedVariance(perPixel: true),
            Likelihood.Mixed());   // its parts depend on the pixels
        Gen<Objective> objectives = Gen.Elements(
            Objective.Elbo(), Objective.Elbo(4), Objective.Elbo(BetaSchedule.Linear()), Objective.FreeBits(0.01),
            Objective.Capacity(), Objective.Autoencoder);
        Gen<InputNoise> noises = Gen.Elements(
            new InputNoise(), new InputNoise(), new InputNoise { Binarizes = true }, new InputNoise { Corruption = Corruption.Masking() },
            new InputNoise { Binarizes = true, Corruption = Corruption.Gaussian() });
        return Arb.From(
            from pixels in Gen.Choose(1, 150)
            from condition in Gen.Elements(0, 0, 1, 5)
            from encoder in layers
            from decoder in layers
            from latents in Gen.Choose(1, 40)
            from activation in Gen.Elements(Enum.GetValues<Activation>())
            from likelihood in likelihoods
            from objective in objectives
            from noise in noises
            from areBytes in Gen.Elements(true, false)
            from zeros in Gen.Elements(0.0, 0.5, 0.9, 1.0)
            from missing in Gen.Elements<double?>(null, null, 0, 0.3, 1)
            from rows in Gen.Elements(1, 2, 8, 13, 64, 100)
            from seed in Gen.Choose(1, 1_000_000)
            select new FusedCase
            {
                Pixels = pixels, Condition = condition, Encoder = encoder, Decoder = decoder, Latents = latents, Activation = activation,
                Likelihood = likelihood is MixedLikelihood ? MixedParts.Of(pixels)
                    : missing is null ? likelihood : new ObservedLikelihood(likelihood),
                Objective = objective,
                Noise = noise with { Hides = missing is not null && likelihood is not MixedLikelihood },
                AreBytes = areBytes && missing is null, ZeroShare = zeros,
                MissingShare = likelihood is MixedLikelihood ? null : missing, Rows = rows, Seed = seed,
            });
    }

    /// <summary>Convolutional and residual networks on small images of any shape.</summary>
    public static Arbitrary<FusedCase> OfImages() => Arb.From(
        from height in Gen.Choose(2, 13)
        from width in Gen.Choose(2, 13)
        from colors in Gen.Elements(1, 3, 4)
        from areInterleaved in Gen.Elements(true, false)
        from stages in Gen.Choose(1, 3)
        from channels in Gen.ArrayOf(Gen.Elements(16, 32, 48, 64), stages)
        from blocks in Gen.Elements(0, 0, 1, 2)
        from dense in Gen.Elements<int[]>([], [], [20], [33, 7])
        from activation in Gen.Elements(Enum.GetValues<Activation>())
        from normalization in Gen.Elements(Normalization.Group, Normalization.Group, Normalization.None)
        from condition in Gen.Elements(0, 0, 3)
        from latents in Gen.Choose(1, 20)
        from likelihood in Gen.Elements(Likelihood.Bernoulli, Likelihood.Gaussian(0.3))
        from objective in Gen.Elements(Objective.Elbo(), Objective.Elbo(4), Objective.FreeBits(0.01), Objective.Autoencoder)
        from noise in Gen.Elements(new InputNoise(), new InputNoise { Binarizes = true, Corruption = Corruption.Gaussian() })
        from areBytes in Gen.Elements(true, false)
        from rows in Gen.Elements(1, 2, 8, 13, 20)
        from seed in Gen.Choose(1, 1_000_000)
        select new FusedCase
        {
            Images = new ConvolutionalPlan(
                new ImageLayout(height, width, colors) { InterleavePixelColors = areInterleaved }, channels, blocks, activation, normalization)
            {
                DenseSizes = dense,
            },
            Pixels = height * width * colors, Condition = condition, Encoder = [], Decoder = [], Latents = latents, Activation = activation,
            Likelihood = likelihood, Objective = objective, Noise = noise, AreBytes = areBytes, ZeroShare = 0.3, Rows = rows, Seed = seed,
        });

    public VaeNetwork Network() => Models.Network(
        new VaeArchitecture(Images is null ? new FullyConnectedPlan(Encoder, Decoder, Activation) : Images, Pixels, Latents)
        {
            ConditionSize = Condition,
            HasMask = MissingShare is not null,
            Latent = Objective.Latent,
            PixelVariance = Likelihood.PixelVariance,
        },
        (ulong)Seed);

    public TrainingBatch Batch()
    {
        var random = new Random(Seed);
        var column = new PixelColumn(
            "Pixels", AreBytes ? ScalarType.Byte : ScalarType.Float32, Pixels, AreBytes ? PixelScaling.ByteToUnit : PixelScaling.None)
        {
            Imputes = MissingShare is not null,
            Condition = Condition == 0 ? null : new ConditionColumn("Condition", ConditionKind.Vector, Condition),
        };
        List<byte> rows = [];
        for (int row = 0; row < Rows; row++)
        {
            float[] pixels = [.. Enumerable.Range(0, Pixels).Select(_ => random.NextDouble() < ZeroShare ? 0 : random.NextSingle())];
            if (MissingShare is { } share)
                pixels = Array.ConvertAll(pixels, pixel => random.NextDouble() < share ? float.NaN : pixel);
            float[] condition = [.. Enumerable.Range(0, Condition).Select(_ => random.NextSingle() - 0.5f)];
            rows.AddRange(AreBytes ? Array.ConvertAll(pixels, pixel => (byte)(255 * pixel)) : MemoryMarshal.AsBytes<float>(pixels).ToArray());
            rows.AddRange(MemoryMarshal.AsBytes<float>(condition).ToArray());
        }
        return new TrainingBatch(column, rows.ToArray(), Rows, new TrainingPosition(3, 1000));
    }

    /// <summary>An engine at the start of a fit.</summary>
    public ITrainingEngine Engine(TrainingEngine kind, VaeNetwork network, Optimizer optimizer, double learningRate, Generator noise, int threads = 2, TrainingPrecision precision = TrainingPrecision.Single, int? stepRows = null, double? maximumNorm = null)
    {
        LearningRate rate = LearningRate.Fixed(learningRate);
        return kind == TrainingEngine.Fused
            ? new FusedEngine(network, Likelihood, Objective, optimizer, rate, noise, threads, precision)
            {
                InputNoise = Noise,
                StepRows = stepRows,
                MaximumNorm = maximumNorm,
            }
            : new AutogradEngine(network, Likelihood, Objective, new GradientDescent(network.parameters(), optimizer, rate, maximumNorm), noise)
            {
                InputNoise = Noise,
                StepRows = stepRows,
            };
    }
}

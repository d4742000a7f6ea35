using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Networks.Plans;
using Microsoft.ML.Vae.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Training;

/// <summary>What becomes of the condition beside the pixels in a step.</summary>
public class ConditionInEngineTests
{
    private const int Size = 12;
    private const int ConditionSize = 3;

    private static readonly float[][] _pixels = LearnableImages.Singles(20, Size);
    private static readonly float[][] _conditions = [.. Enumerable.Range(0, 20).Select(row => new[] { 0.5f, row, -1.25f })];   // which black and white, or noise, would change

    [Fact]
    [Trait("trap", "7")]
    public void Binarizes_PixelsAndCondition_DrawsThePixelsAlone()
    {
        using DisposeScope scope = NewDisposeScope();
        using var noise = new Generator(1, CPU);

        (Tensor target, Tensor seen) = new InputNoise { Binarizes = true }.Draw(Input(), Size, noise);

        Rows(target).Select(row => row[Size..]).ShouldBe(_conditions);
        Rows(target).SelectMany(row => row[..Size]).ShouldAllBe(value => value == 0 || value == 1);
        Rows(seen).ShouldBe(Rows(target));
    }

    public static TheoryData<string> Names => ["Gaussian", "Masking", "SaltAndPepper"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Corruption_PixelsAndCondition_ChangesThePixelsAlone(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using var noise = new Generator(1, CPU);
        Corruption corruption = name switch { "Gaussian" => Corruption.Gaussian(1), "Masking" => Corruption.Masking(0.9), _ => Corruption.SaltAndPepper(0.9) };

        float[][] got = [.. TensorValues.ToArray(corruption.Apply(Input(), Size, noise)).Chunk(Size + ConditionSize)];

        got.Select(row => row[Size..]).ShouldBe(_conditions);
        got.Select(row => row[..Size]).Zip(_pixels).ShouldAllBe(pair => !pair.First.SequenceEqual(pair.Second));
    }

    /// <summary>With weights that do not move, the losses of a step are those of Evaluate: of clean pixels, each with its own condition, for every draw.</summary>
    [Theory]
    [Trait("trap", "4")]
    [InlineData(1)]
    [InlineData(3)]
    public void Step_AnyNumberOfDraws_HasTheLossOfPlainDoubles(int draws)
    {
        using VaeNetwork network = Network();
        // A posterior without width, so that every draw is the mean.
        using (NewDisposeScope())
        {
            TensorValues.Set(network.state_dict()["encoder.log_variance.weight"], new double[2 * (Size + ConditionSize)]);
            TensorValues.Set(network.state_dict()["encoder.log_variance.bias"], [-30, -30]);
        }
        var reference = new ReferenceVae(network);
        using var noise = new Generator(1, CPU);
        Objective objective = draws == 1 ? Objective.Elbo() : Objective.ImportanceWeighted(draws);
        using var engine = Models.Engine(network, Likelihood.Gaussian(), objective, 1e-30, noise);
        using DisposeScope scope = NewDisposeScope();

        engine.Step(Input(), new TrainingPosition(0, 20));

        double expected = Enumerable.Range(0, 20).Average(row =>
        {
            double[] x = Doubles(_pixels[row]), c = Doubles(_conditions[row]);
            return ReferenceLoss.Gaussian(reference.Decode([.. reference.Encode([.. x, .. c]).Mean, .. c]), x, 1);
        });
        engine.ReadSums().MeanReconstruction.ShouldBe(expected, 1e-4 * expected);   // single precision, and a σ of e⁻¹⁵
    }

    /// <summary>A convolution sees the pixels alone; the condition joins its features, and the code.</summary>
    [Fact]
    public void Convolutional_Condition_JoinsFeaturesAndCode()
    {
        using DisposeScope scope = NewDisposeScope();
        var layers = new ConvolutionalPlan(new ImageLayout(3, 4, 1), [4, 6], 0, Activation.Relu, Normalization.Group);
        using VaeNetwork network = Models.Network(new VaeArchitecture(layers, Size, 2) { ConditionSize = ConditionSize });
        var hidden = (nn.Module<Tensor, Tensor>)network.Encoder.named_children().Single(part => part.name == "hidden").module;
        Tensor input = Input(), others = TensorValues.Matrix(_pixels.Zip(_conditions, (x, c) => (float[])[.. x, c[1], 7, 8]).ToArray());

        float[][] features = Rows(hidden.call(input)), withOthers = Rows(hidden.call(others));

        features.Select(row => row[^ConditionSize..]).ShouldBe(_conditions);
        FloatAssert.ShouldBeBitEqual([.. withOthers.Select(row => row[..^ConditionSize])], [.. features.Select(row => row[..^ConditionSize])]);
        features.Select(row => string.Join(' ', row[..^ConditionSize])).Distinct().Count().ShouldBe(20);
        (Tensor mean, _) = network.Encoder.call(input);
        for (int row = 0; row < 20; row++)
        {
            double[] expected = Dense(network, "encoder.mean", Doubles(features[row]));
            Doubles(Rows(mean)[row]).Zip(expected).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 1e-4 * (1 + Math.Abs(pair.Second)), $"row {row}");   // single precision, sums of some dozens
        }
        IList<Tensor> both = [mean, TensorValues.Matrix(_conditions)];
        Rows(network.Decode(mean, input)).ShouldBe(Rows(network.Decoder.call(cat(both, 1))));
        Rows(network.Decode(mean, input)).ShouldNotBe(Rows(network.Decode(mean, others)));
    }

    [Fact, Trait("trap", "25")]
    public void Step_CodebookAndCondition_LeavesNoTensorBehind()
    {
        using VaeNetwork network = Models.Network(Architectures.Dense(Size, [5], 2, [5]) with
        {
            ConditionSize = ConditionSize,
            Latent = BottleneckSpec.Quantized(new CodebookShape(4, 2)),
        });
        using var noise = new Generator(1, CPU);
        var inputNoise = new InputNoise { Corruption = Corruption.Gaussian() };
        using var engine = Models.Engine(network, Likelihood.Gaussian(), Objective.VectorQuantization(4, 2), 1e-3, noise, inputNoise);
        using DisposeScope scope = NewDisposeScope();
        Tensor input = Input();

        LiveTensors.ShouldStayFlat(100, () => engine.Step(input, default));
    }

    private static VaeNetwork Network() => Models.Network(Architectures.Dense(Size, [], 2, []) with { ConditionSize = ConditionSize });

    private static Tensor Input() => TensorValues.Matrix(_pixels.Zip(_conditions, (x, c) => (float[])[.. x, .. c]).ToArray());   // [B, D + C]

    private static float[][] Rows(Tensor tensor) => [.. TensorValues.ToArray(tensor).Chunk((int)tensor.size(1))];

    private static double[] Doubles(float[] values) => Array.ConvertAll(values, value => (double)value);

    private static double[] Dense(VaeNetwork network, string layer, double[] x)
    {
        double[] weight = TensorValues.ToDoubles(network.state_dict()[$"{layer}.weight"]);
        return [.. TensorValues.ToDoubles(network.state_dict()[$"{layer}.bias"]).Select((b, row) => b + x.Select((value, i) => weight[row * x.Length + i] * value).Sum())];
    }
}

using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Networks.Plans;
using Microsoft.ML.Vae.Optimizers;
using Microsoft.ML.Vae.Training;
using Microsoft.ML.Vae.Training.Fused;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Training.Fused;

/// <summary>What the engine makes of its gradients, step after step.</summary>
public class FusedEngineTests
{
    private static readonly FusedCase _case = new()
    {
        Pixels = 70, Condition = 0, Encoder = [40], Decoder = [40], Latents = 5, Activation = Activation.Tanh, Likelihood = Likelihood.Bernoulli,
        Objective = Objective.Elbo(), Noise = new InputNoise(), AreBytes = true, ZeroShare = 0.7, Rows = 50, Seed = 3,
    };

    private static readonly FusedCase _images = _case with
    {
        Pixels = 5 * 7, Encoder = [], Decoder = [], Rows = 20,
        Images = new ConvolutionalPlan(new ImageLayout(5, 7, 1), [16, 32], ResidualBlocks: 1, Activation.Silu, Normalization.Group),
    };

    public static TheoryData<string, double?> Rules => new()
    {
        { "Adam", null }, { "AdamW", null }, { "Sgd", null }, { "Momentum", null }, { "Nesterov", null }, { "RmsProp", null },
        { "Adam", 0.5 }, { "Sgd", 0.5 }, { "Sgd", 1e6 },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void Steps_AnyOptimizer_MoveAsAutogradDoes(string name, double? maximumNorm)
    {
        Optimizer optimizer = name switch
        {
            "Adam" => Optimizer.Adam(),
            "AdamW" => Optimizer.AdamW(0.1),
            "Sgd" => Optimizer.Sgd(0),
            "Momentum" => Optimizer.Sgd(0.9),
            "Nesterov" => Optimizer.Sgd(0.9, nesterov: true),
            _ => Optimizer.RmsProp(),
        };
        using VaeNetwork expected = _case.Network(), network = _case.Network();
        using Generator noise = new(1, CPU), otherNoise = new(1, CPU);
        LearningRate rate = LearningRate.Fixed(1e-3), otherRate = LearningRate.Fixed(1e-3);
        var descent = new GradientDescent(expected.parameters(), optimizer, otherRate, maximumNorm);
        using var autograd = new AutogradEngine(expected, _case.Likelihood, _case.Objective, descent, otherNoise);
        using var engine = new FusedEngine(network, _case.Likelihood, _case.Objective, optimizer, rate, noise, threads: 2)
        {
            MaximumNorm = maximumNorm,
        };

        for (int step = 0; step < 10; step++)
        {
            autograd.Step(_case.Batch());
            engine.Step(_case.Batch());
        }
        engine.Publish();

        rate.Steps.ShouldBe(10);
        foreach ((string tensor, float[] weights) in Weights(expected))
            Weights(network)[tensor].ShouldBeCloseTo([.. weights.Select(weight => (double)weight)], tensor);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Steps_AnyNumberOfThreads_HaveTheSameBits(bool areImages)
    {
        FusedCase example = areImages ? _images : _case;
        Dictionary<string, float[]> expected = After(threads: 1);
        foreach (int threads in (int[])[2, 3, 8])
        {
            foreach ((string name, float[] weights) in After(threads))
                weights.ShouldBe(expected[name], $"{name} with {threads} threads");
        }

        Dictionary<string, float[]> After(int threads)
        {
            using VaeNetwork network = example.Network();
            using var noise = new Generator(1, CPU);
            using ITrainingEngine engine = example.Engine(TrainingEngine.Fused, network, Optimizer.Adam(), 1e-3, noise, threads);
            for (int step = 0; step < 5; step++)
                engine.Step(example.Batch());
            engine.Publish();
            return Weights(network);
        }
    }

    [Theory]
    [InlineData(TrainingPrecision.Single, false)]
    [InlineData(TrainingPrecision.Single, true)]
    [InlineData(TrainingPrecision.BFloat16, false)]
    public void Restore_WeightsAndMemoryOfAnotherRun_GoesOnBitByBit(TrainingPrecision precision, bool areImages)
    {
        FusedCase example = areImages ? _images : _case;
        using VaeNetwork network = example.Network(), other = example.Network();
        using Generator noise = new(1, CPU), otherNoise = new(2, CPU);
        using ITrainingEngine engine = example.Engine(TrainingEngine.Fused, network, Optimizer.Adam(), 1e-3, noise, precision: precision);
        using ITrainingEngine resumed = example.Engine(TrainingEngine.Fused, other, Optimizer.Adam(), 1e-3, otherNoise, precision: precision);
        resumed.Step(example.Batch());   // takes its first weights, which go
        engine.Step(example.Batch());
        engine.Publish();
        using (DisposeScope scope = NewDisposeScope())
        using (no_grad())
        {
            foreach ((string name, Tensor tensor) in other.state_dict())
                tensor.copy_(network.state_dict()[name]);
            resumed.Restore(engine.OptimizerMemory, steps: 1);
            otherNoise.set_state(noise.get_state());
        }

        engine.Step(example.Batch());
        resumed.Step(example.Batch());
        engine.Publish();
        resumed.Publish();

        foreach ((string name, float[] weights) in Weights(network))
            Weights(other)[name].ShouldBe(weights, name);
    }

    [Theory]
    [InlineData(TrainingPrecision.Single)]
    [InlineData(TrainingPrecision.BFloat16)]
    public void Step_SmallerAndLargerBatches_SumTheLossesOfAllRows(TrainingPrecision precision)
    {
        using VaeNetwork network = _case.Network();
        using var noise = new Generator(1, CPU);
        using ITrainingEngine engine = _case.Engine(TrainingEngine.Fused, network, Optimizer.Adam(), 1e-3, noise, precision: precision);
        foreach (int rows in (int[])[9, 1, 130])
            engine.Step((_case with { Rows = rows }).Batch());

        LossSums sums = engine.ReadSums();
        sums.Rows.ShouldBe(140);
        (sums.Reconstruction / 140).ShouldBe(70 * Math.Log(2), 10);   // a fresh network knows nothing of 70 pixels
        engine.ResetSums();
        engine.ReadSums().ShouldBe(default);
    }

    [Fact]
    public void Steps_ProductsInBFloat16_AreRepeatedBitByBitAndLeaveTorchItsThreads()
    {
        int threads = get_num_threads();

        Dictionary<string, float[]> first = After(), second = After();

        foreach ((string name, float[] weights) in first)
            second[name].ShouldBe(weights, name);
        get_num_threads().ShouldBe(threads);
        int ofLaterThreads = 0;
        var later = new Thread(() => ofLaterThreads = get_num_threads());
        later.Start();
        later.Join();
        ofLaterThreads.ShouldBe(threads);

        static Dictionary<string, float[]> After()
        {
            using VaeNetwork network = _case.Network();
            using var noise = new Generator(1, CPU);
            using ITrainingEngine engine =
                _case.Engine(TrainingEngine.Fused, network, Optimizer.Adam(), 1e-3, noise, precision: TrainingPrecision.BFloat16);
            for (int step = 0; step < 5; step++)
                engine.Step(_case.Batch());
            engine.Publish();
            return Weights(network);
        }
    }

    private static Dictionary<string, float[]> Weights(VaeNetwork network)
    {
        using DisposeScope scope = NewDisposeScope();
        return network.state_dict().ToDictionary(tensor => tensor.Key, tensor => TensorValues.ToArray(tensor.Value));
    }
}

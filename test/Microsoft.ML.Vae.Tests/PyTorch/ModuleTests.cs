using System.Runtime.InteropServices;
using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Networks.Plans;
using Microsoft.ML.Vae.PyTorch;
using TorchSharp;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.PyTorch;

/// <summary>The modules of docs/pytorch.md compute what this library's networks compute, from one another's files.</summary>
public class ModuleTests(ITestOutputHelper output)
{
    private const int Rows = 3;
    private const int LongestBlock = 40;

    // Sums of some dozens of products in single precision, in another order. A normalization of two nearly equal channels magnifies that, by
    // as much as PyTorch's own outputs are away from those in double precision.
    private const double Tolerance = 1e-5;
    private const double Slack = 4;

    private const string Program = """
        import copy
        for i, make in enumerate(cases):
            given = torch.load(f"{i}.in.pt", weights_only=True)

            def outputs(vae, x, z):
                with torch.no_grad():
                    mean, log_variance = vae.eval().encode(x)
                    out = {"mean": mean, "decoded": vae.decode(z), "log_variance": log_variance}
                return {name: tensor for name, tensor in out.items() if tensor is not None}

            def run(vae, file):
                out = outputs(vae, given["x"], given["z"])
                exact = outputs(copy.deepcopy(vae).double(), given["x"].double(), given["z"].double())
                slack = {f"{name} slack": (tensor - exact[name]).abs().max() for name, tensor in out.items()}
                torch.save({**out, **slack}, file)

            vae = make()
            vae.load_state_dict(torch.load(f"{i}.pt", weights_only=True), strict=True)
            run(vae, f"{i}.out.pt")

            torch.manual_seed(i)
            other = make()
            for name, tensor in other.state_dict().items():
                if tensor.is_floating_point():
                    tensor.uniform_(-0.5, 0.5).add_(1 if name.endswith(("running_var", "mean_square")) else 0)
            torch.save(other.state_dict(), f"{i}.other.pt")
            run(other, f"{i}.other.out.pt")
        """;

    private static readonly (string Name, VaeArchitecture Architecture)[] _cases = [.. Cases()];

    [Fact]
    public void Modules_OfTheDocumentation_AreShort() => PythonModule.Blocks.ShouldAllBe(block => block.Length <= LongestBlock);

    [PyTorchFact]
    public void Modules_OfEveryNetwork_TakeOurWeightsAndGiveOursTheirs()
    {
        using var folder = new TemporaryFolder();
        using DisposeScope scope = NewDisposeScope();
        VaeNetwork[] networks = [.. _cases.Select((entry, i) => Network(entry.Architecture, i))];
        (Tensor X, Tensor Z)[] inputs = [.. networks.Select((network, i) => Inputs(network.Architecture, i))];
        for (int i = 0; i < networks.Length; i++)
        {
            StateDictFile.Write(folder[$"{i}.pt"], StateDict.ForFile(networks[i]));
            TensorFile.Write(folder[$"{i}.in.pt"], ("x", inputs[i].X), ("z", inputs[i].Z));
        }

        string calls = string.Concat(_cases.Select(entry => $"    lambda: {PythonModule.Call(entry.Architecture)},\n"));
        Python.Run($"{PythonModule.Code}cases = [\n{calls}]\n{Program}", folder.FullName);

        double largest = 0;
        for (int i = 0; i < networks.Length; i++)
        {
            string name = _cases[i].Name;
            largest = Math.Max(largest, Compare(networks[i], inputs[i], folder[$"{i}.out.pt"], name));
            PyTorchWeights.FromFile(folder[$"{i}.other.pt"]).CopyTo(networks[i]);
            largest = Math.Max(largest, Compare(networks[i], inputs[i], folder[$"{i}.other.out.pt"], $"{name}, from PyTorch"));
            networks[i].Dispose();
        }
        output.WriteLine($"{networks.Length} networks, largest difference {largest:G3}");
    }

    private static double Compare(VaeNetwork network, (Tensor X, Tensor Z) input, string path, string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        Dictionary<string, StoredTensor> expected = TensorFile.Read(path);
        (Tensor encoding, Tensor? logVariance) = network.Encoder.call(input.X);
        double largest = Math.Max(
            Difference(network.Bottleneck.Infer(encoding, logVariance).Mean, expected, "mean", name),
            Difference(network.Decode(input.Z), expected, "decoded", name));
        expected.ContainsKey("log_variance").ShouldBe(logVariance is not null, name);
        return logVariance is null ? largest : Math.Max(largest, Difference(logVariance, expected, "log_variance", name));
    }

    private static double Difference(Tensor got, Dictionary<string, StoredTensor> expected, string part, string name)
    {
        got.shape.ShouldBe(expected[part].Shape, $"{name}: {part}");
        double slack = Slack * expected[$"{part} slack"].Floats()[0];
        double largest = TensorValues.ToArray(got).Zip(expected[part].Floats(), (a, b) => (Math.Abs(a - b) - slack) / (1 + Math.Abs(b))).Max();
        largest.ShouldBeLessThanOrEqualTo(Tolerance, $"{name}: {part}");
        return largest;
    }

    private static VaeNetwork Network(VaeArchitecture architecture, int seed)
    {
        VaeNetwork network = Models.Network(architecture);
        RandomWeights.Fill(network, seed);
        if (network.state_dict().TryGetValue("variance.mean_square", out Tensor? meanSquare))
            TensorValues.Set(meanSquare, [0.3]);
        network.eval();
        return network;
    }

    private static (Tensor X, Tensor Z) Inputs(VaeArchitecture a, int seed)
    {
        using Generator generator = new((ulong)seed, CPU);
        return (randn(Rows, a.EncoderInputSize, generator: generator), randn(Rows, a.DecoderInputSize, generator: generator));
    }

    private static IEnumerable<(string, VaeArchitecture)> Cases()
    {
        foreach (string name in Architectures.Names.Cast<object[]>().Select(row => (string)row[0]))
            yield return (name, Architectures.Of(name));
        VaeArchitecture dense = Architectures.Dense(12, [9, 7], 4, [8]);
        yield return ("dense, one learned variance", dense with { PixelVariance = PixelVariance.Global });
        yield return ("dense, a learned variance per slot", dense with { PixelVariance = PixelVariance.PerSlot });
        yield return ("dense, a learned variance per pixel", dense with { PixelVariance = PixelVariance.PerPixel });
        yield return ("dense, one variance in closed form", dense with { PixelVariance = PixelVariance.Optimal });
        yield return ("dense, points", dense with { Latent = BottleneckSpec.Point });
        yield return ("dense, a codebook, a condition", dense with { Latent = BottleneckSpec.Quantized(new CodebookShape(5, 2)), ConditionSize = 3 });
        yield return ("dense, a mask and a condition", dense with { HasMask = true, ConditionSize = 2 });
        yield return ("linear, a condition", Architectures.Dense(12, [], 4, []) with { ConditionSize = 2 });
        foreach (bool interleaved in new[] { false, true })
        {
            VaeArchitecture image = Architectures.Convolutional(new ImageLayout(9, 7, 3) { InterleavePixelColors = interleaved }, [4, 6], blocks: 1, Activation.Silu);
            yield return ($"residual, a mask and a condition, interleaved {interleaved}", image with { HasMask = true, ConditionSize = 2 });
            yield return ($"residual, a variance per pixel, interleaved {interleaved}", image with { PixelVariance = PixelVariance.PerPixel });
            yield return ($"residual, a variance in closed form, interleaved {interleaved}", image with { PixelVariance = PixelVariance.Optimal });
            yield return ($"convolutional, dense layers, interleaved {interleaved}",
                image with { Plan = (ConvolutionalPlan)image.Plan with { DenseSizes = [6, 5], ResidualBlocks = 0 }, ConditionSize = 2 });
        }
    }
}

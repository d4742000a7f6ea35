using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Networks.Plans;
using Microsoft.ML.Vae.Onnx.Files;
using Microsoft.ML.Vae.Onnx.Tests.Fixtures;
using Microsoft.ML.Vae.Onnx.Tests.Matrix;

namespace Microsoft.ML.Vae.Onnx.Tests;

/// <summary>The writer of files on networks that nobody thought of.</summary>
public class RandomNetworkTests
{
    private const int Count = 500;
    private const int Checked = 100;
    private const int Rows = 3;

    [Fact]
    public void SaveOnnx_RandomNetworks_LoadAndRunAndAreWithinTheSpecification()
    {
        var context = new MLContext();
        for (int seed = 0; seed < Count; seed++)
        {
            (ExportCase entry, OnnxPart part) = Random(seed);
            using VaeTransformer model = entry.Create(context, seed);
            byte[] file = model.Write(part);

            var parsed = new OnnxFile(file);
            (parsed.FormatVersion, parsed.Opset).ShouldBe((8, 17));
            OperatorTable.Check(parsed);
            using var run = new OnnxRun(file);
            Dictionary<string, double[][]> got = run.Run(Values(entry, model), 0, Rows);
            if (part == OnnxPart.Prior)
                got["Latent"].Length.ShouldBe(Rows);
            else if (part != OnnxPart.Decoder)
                Difference.Of(got, Difference.Read(model.Transform(entry.Data(Rows)), got.Keys), of: $"seed {seed}", pixelUnit: entry.PixelUnit);
        }
    }

    [PythonOnnxFact]
    public void SaveOnnx_RandomNetworks_PassThePythonChecker()
    {
        using var folder = new TemporaryFolder();
        var context = new MLContext();
        for (int seed = 0; seed < Checked; seed++)
        {
            (ExportCase entry, OnnxPart part) = Random(seed);
            using VaeTransformer model = entry.Create(context, seed);
            File.WriteAllBytes(folder[$"{seed}.onnx"], model.Write(part));
        }

        PythonOnnx.Check(folder.FullName).ShouldBeNull();
    }

    private static Func<string, int, Array> Values(ExportCase entry, VaeTransformer model) => (column, row) => column switch
    {
        ExportCase.Pixels or ExportCase.Kind => entry.Values(column, row),
        "SlotNoise" => Enumerable.Range(0, entry.Size).Select(i => MathF.Sin(row + 3 * i)).ToArray(),
        _ => Enumerable.Range(0, model.LatentDimension).Select(i => MathF.Sin(1 + row + 2 * i)).ToArray(),
    };

    private static (ExportCase Case, OnnxPart Part) Random(int seed)
    {
        var random = new Random(seed);
        var image = new ImageLayout(random.Next(1, 7), random.Next(1, 7), random.Next(1, 5)) { InterleavePixelColors = random.Next(2) == 0 };
        int groups = random.Next(1, 3), latent = groups * random.Next(1, 4), stages = random.Next(1, 4);
        var architecture = new VaeArchitecture(random.Next(3) > 0
            ? new ConvolutionalPlan(image, [.. Sizes(1, 3, stages).Select(size => 16 * size)], random.Next(3), Pick<Activation>(), Normalizations())
            {
                DenseSizes = Sizes(1, 9, random.Next(3)),
            }
            : new FullyConnectedPlan(Sizes(1, 12, random.Next(4)), Sizes(1, 12, random.Next(4)), Pick<Activation>()), (int)image.Size, latent)
        {
            Latent = random.Next(4) switch
            {
                0 => BottleneckSpec.Quantized(new CodebookShape(random.Next(1, 9), groups)),
                1 => BottleneckSpec.Point,
                _ => BottleneckSpec.Gaussian,
            },
        };
        Likelihood likelihood = Modes.Likelihoods.Where(entry => entry.Key != "Mixed").ElementAt(random.Next(Modes.Likelihoods.Count - 1)).Value;
        var entry = new ExportCase(architecture, likelihood)
        {
            IsByte = random.Next(4) == 0,
            Condition = random.Next(4) switch
            {
                0 => new ConditionColumn(ExportCase.Kind, ConditionKind.Key, ExportCase.Kinds),
                1 => new ConditionColumn(ExportCase.Kind, ConditionKind.Vector, 2),
                _ => null,
            },
        };
        OnnxPart part = Pick<OnnxPart>();
        return (entry with { Imputes = !entry.IsByte && random.Next(4) == 0 }, part == OnnxPart.Prior && !architecture.Latent.HasPrior ? OnnxPart.Encoder : part);

        int[] Sizes(int smallest, int largest, int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(smallest, largest))];
        T Pick<T>() where T : struct, Enum => Enum.GetValues<T>()[random.Next(Enum.GetValues<T>().Length)];
        // Group normalization of a few numbers is ill-conditioned, whoever computes it.
        Normalization Normalizations() => random.Next(2) == 0 ? Normalization.Batch : Normalization.None;
    }
}

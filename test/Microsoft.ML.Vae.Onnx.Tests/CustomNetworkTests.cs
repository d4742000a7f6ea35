using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Networks.Plans;
using Microsoft.ML.Vae.Onnx.Tests.Fixtures;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Onnx.Tests;

/// <summary>Networks that the application brings.</summary>
public class CustomNetworkTests
{
    private const int Size = 24;

    [Fact]
    public void Module_ThatSaysWhatItComputes_IsExported() => Check(_ => new Described());

    /// <summary>Every module that is known, in one encoder.</summary>
    [Fact]
    public void Sequential_OfKnownModules_IsExported() => Check(shape => VaeModule.Create(
        shape,
        nn.Sequential(
            nn.Unflatten(1, [1L, 4, 6]), nn.Conv2d(1, 8, 3L, stride: 1, padding: 1), nn.GroupNorm(2, 8), nn.SiLU(), nn.MaxPool2d(2),
            nn.Sequential(nn.ConvTranspose2d(8, 8, 3L, stride: 2, padding: 1, output_padding: 1), nn.BatchNorm2d(8)), nn.AvgPool2d(2),
            nn.Dropout2d(), nn.Flatten(), nn.Linear(48, 16), nn.GELU(), nn.Identity(), nn.ReLU6(), nn.Linear(16, 6), nn.CELU(0.7)),
        nn.Sequential(nn.Linear(3, 16, hasBias: false), nn.Softplus(), nn.Linear(16, 16), nn.Sigmoid(), nn.LeakyReLU(0.2), nn.Linear(16, Size)),
        weightsInitialized: true));

    [Fact]
    public void Module_WithoutADescription_IsRefusedWithTheRemedy()
    {
        using VaeTransformer model = Case(_ => new Silent()).Create(new MLContext());

        Should.Throw<InvalidOperationException>(() => model.Save(OnnxPart.Encoder)).Message.ShouldStartWith(
            "OnnxPart.Encoder cannot be exported to ONNX: network 'Own' does not say what it computes; override VaeModule.EncodeToOnnx");
    }

    [Fact]
    public void Sequential_OfAnUnknownModule_IsRefusedByItsName()
    {
        using VaeTransformer model = Case(shape => VaeModule.Create(
            shape, nn.Sequential(nn.Linear(Size, 8), nn.Hardswish(), nn.Linear(8, 6)), nn.Linear(3, Size))).Create(new MLContext());

        model.Save(OnnxPart.Decoder).ShouldNotBeEmpty();
        Should.Throw<InvalidOperationException>(() => model.Save(OnnxPart.Encoder)).Message.ShouldContain(
            "network 'Own': no ONNX operators are known for module 'network.encoder.1' of type Hardswish");
    }

    [Fact]
    public void Graph_GivenNonsense_SaysWhatIsWrong()
    {
        var graph = new OnnxGraph(17);
        OnnxValue x = graph.Input("x"), stranger = new OnnxGraph(17).Input("y");

        Should.Throw<ArgumentException>(() => graph.Node("Add", [x, stranger])).Message.ShouldContain("Input 'y' of Add is not a value of this graph");
        Should.Throw<ArgumentException>(() => graph.Node("Elu", [x], ("alpha", 1.0))).Message.ShouldContain("Attribute 'alpha' of Elu is Double");
        Should.Throw<ArgumentException>(() => graph.Weight("w", zeros(1, dtype: ScalarType.Int32))).Message.ShouldContain("Int32");
    }

    private static ExportCase Case(Func<VaeModuleShape, VaeModule> factory) =>
        new(new VaeArchitecture(new CustomPlan("Own", factory, null), Size, 3), Likelihood.Gaussian());

    private static void Check(Func<VaeModuleShape, VaeModule> factory)
    {
        ExportCase entry = Case(factory);
        var context = new MLContext();
        using VaeTransformer model = entry.Create(context);
        Dictionary<string, double[][]> expected = Difference.Read(model.Transform(entry.Data(9)), "Latent", "LogVariance", "Reconstruction", "Score");

        foreach (byte[] file in new[] { context.Convert(model, entry.Data(1)), model.Save(OnnxPart.Encoder), model.Save(OnnxPart.Score) })
        {
            OperatorTable.Check(new OnnxFile(file));
            using var run = new OnnxRun(file);
            Difference.Of(run.Run(entry.Values, 0, 9), expected);
        }
    }

    private sealed class Described() : VaeModule("described")
    {
        private readonly Linear _encoder = nn.Linear(Size, 6), _decoder = nn.Linear(3, Size);

        public override (Tensor Mean, Tensor? LogVariance) Encode(Tensor input)
        {
            Tensor both = _encoder.call(input);
            return (both.narrow(1, 0, 3).square(), both.narrow(1, 3, 3));
        }

        public override Tensor Decode(Tensor latent) => _decoder.call(latent).sin();

        public override (OnnxValue Mean, OnnxValue? LogVariance)? EncodeToOnnx(OnnxGraph graph, OnnxValue input)
        {
            OnnxValue both = graph.Apply(_encoder, input);
            OnnxValue mean = graph.Node("Slice", [both, graph.Weight("zero", tensor(0L).reshape(1)), graph.Weight("three", tensor(3L).reshape(1)), graph.Weight("axis", tensor(1L).reshape(1))]);
            OnnxValue logVariance = graph.Node("Slice", [both, graph.Weight("three", tensor(3L).reshape(1)), graph.Weight("six", tensor(6L).reshape(1)), graph.Weight("axis", tensor(1L).reshape(1))]);
            return (mean * mean, logVariance);
        }

        public override OnnxValue? DecodeToOnnx(OnnxGraph graph, OnnxValue latent) => graph.Node("Sin", [graph.Apply(_decoder, latent)]);
    }

    private sealed class Silent() : VaeModule("silent")
    {
        private readonly Linear _encoder = nn.Linear(Size, 6), _decoder = nn.Linear(3, Size);

        public override (Tensor Mean, Tensor? LogVariance) Encode(Tensor input)
        {
            Tensor both = _encoder.call(input);
            return (both.narrow(1, 0, 3), both.narrow(1, 3, 3));
        }

        public override Tensor Decode(Tensor latent) => _decoder.call(latent);
    }
}

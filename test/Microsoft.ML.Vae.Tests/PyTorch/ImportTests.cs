using Microsoft.ML.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.PyTorch;

/// <summary>Transformers from the weights of PyTorch models.</summary>
public sealed class ImportTests : IDisposable
{
    private const int Size = TinyModel.Size, Hidden = 5, Latent = 3, Rows = 20;

    private static readonly VaeOptions _description = new()
    {
        OutputColumnName = TinyModel.Mean,
        InputColumnName = TinyModel.Input,
        LatentLogVarianceColumnName = "LogVariance",
        ReconstructionColumnName = TinyModel.Reconstruction,
        ScoreColumnName = "Anomaly",
        Network = Network.FullyConnected([Hidden]),
        LatentDimension = Latent,
        InputSize = Size,
    };

    private static readonly string[] _examples = ["fc1", "fc21", "fc22", "fc3", "fc4"];
    private static readonly string[] _technion =
        ["encoder.features.0", "encoder.fc1", "encoder.fc2", "decoder.decoder.0", "decoder.decoder.2"];
    private static readonly string[] _vanDeKleut =
        ["encoder.linear1", "encoder.linear2", "encoder.linear3", "decoder.linear1", "decoder.linear2"];
    private static readonly string[] _own =
        ["encoder.hidden.0", "encoder.mean", "encoder.log_variance", "decoder.hidden.0", "decoder.output"];

    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    private string File => _folder["vae.pt"];

    public static TheoryData<string> Layouts => ["own", "examples", "technion", "kleut"];

    /// <summary>Recomputed in double precision from the same numbers.</summary>
    [Theory]
    [MemberData(nameof(Layouts))]
    public void Load_ModelOfAKnownLayout_ComputesWhatItsLayersDo(string layout)
    {
        string[] names = layout switch { "examples" => _examples, "technion" => _technion, "kleut" => _vanDeKleut, _ => _own };
        var layers = Write(names);

        using VaeTransformer model = new MLContext().Model.LoadPyTorchVae(File, _description);

        IDataView view = model.Transform(TestImages.View(Rows));
        float[][] means = view.Vectors(TinyModel.Mean), logVariances = view.Vectors("LogVariance"), again = view.Vectors(TinyModel.Reconstruction);
        for (int row = 0; row < Rows; row++)
        {
            double[] h = Relu(Layer(layers, names[0], [.. TestImages.Floats(row).Select(value => (double)value)]));
            double[] mean = Layer(layers, names[1], h);
            double factor = layout == "kleut" ? 2 : 1;
            ShouldEqual(means[row], mean);
            ShouldEqual(logVariances[row], [.. Layer(layers, names[2], h).Select(value => factor * value)]);
            ShouldEqual(again[row], [.. Layer(layers, names[4], Relu(Layer(layers, names[3], mean))).Select(logit => 1 / (1 + Math.Exp(-logit)))]);
        }
    }

    [PyTorchFact]
    public void Load_ModelThatPyTorchSaved_ComputesTheSame()
    {
        Python.Run("""
            import torch
            from torch import nn
            from torch.nn import functional as F

            class VAE(nn.Module):
                def __init__(self):
                    super().__init__()
                    self.fc1, self.fc21, self.fc22 = nn.Linear(12, 5), nn.Linear(5, 3), nn.Linear(5, 3)
                    self.fc3, self.fc4 = nn.Linear(3, 5), nn.Linear(5, 12)

            torch.manual_seed(1)
            vae = VAE()
            x = torch.linspace(0, 1, 24).reshape(2, 12)
            h = F.relu(vae.fc1(x))
            mean, log_variance = vae.fc21(h), vae.fc22(h)
            image = torch.sigmoid(vae.fc4(F.relu(vae.fc3(mean))))
            torch.save(vae.state_dict(), "vae.pt")
            torch.save({"x": x, "mean": mean.detach(), "log_variance": log_variance.detach(), "image": image.detach()}, "out.pt")
            """, _folder.FullName);
        var expected = TensorFile.Read(_folder["out.pt"]);
        float[][] rows = [.. expected["x"].Floats().Chunk(Size)];

        using VaeTransformer model = new MLContext().Model.LoadPyTorchVae(File, _description);

        IDataView view = model.Transform(PixelViews.OfSingles(new MLContext(), rows));
        ShouldEqual([.. view.Vectors(TinyModel.Mean).SelectMany(row => row)], expected["mean"].Floats());
        ShouldEqual([.. view.Vectors("LogVariance").SelectMany(row => row)], expected["log_variance"].Floats());
        ShouldEqual([.. view.Vectors(TinyModel.Reconstruction).SelectMany(row => row)], expected["image"].Floats());
    }

    [Theory]
    [InlineData(".pt")]
    [InlineData(".safetensors")]
    public void Load_WhatATransformerSaved_TheSameModel(string extension)
    {
        VaeOptions options = TestOptions.Tiny with { Network = Network.FullyConnected([8]), ReconstructionColumnName = TinyModel.Reconstruction };
        using VaeTransformer fitted = options.Fit(TestImages.View(Rows));
        fitted.SavePyTorchStateDict(_folder[$"own{extension}"]);

        using VaeTransformer imported = new MLContext().Model.LoadPyTorchVae(
            PyTorchWeights.FromFile(_folder[$"own{extension}"]), options, TestImages.View(1).Schema);

        NetworkState.Of(imported).ShouldEqual(NetworkState.Of(fitted));
        imported.Latents().ShouldBe(fitted.Latents());
        imported.NetworkSummary.ShouldBe(fitted.NetworkSummary);
    }

    [Fact]
    public void Load_ThenSaveAndLoadTheModel_TheSameModelWithItsReport()
    {
        Write(_examples);
        using VaeTransformer imported = new MLContext(1).Model.LoadPyTorchVae(File, _description);
        using var loaded = (VaeTransformer)SavedModel.Of(imported).Load();

        loaded.Latents().ShouldBe(imported.Latents());
        loaded.Report.End.ShouldBe(TrainingStopReason.Imported);
        loaded.Report.ToString().ShouldStartWith("Imported: ");
        loaded.Report.Options["InitialWeights"].ShouldMatch("^vae\\.pt [0-9a-f]{16}, by the names of pytorch/examples$");   // no path
        loaded.History.ShouldBeEmpty();
        float[] scores = [.. loaded.Transform(TestImages.View(Rows)).GetColumn<float>("Anomaly")];
        scores.ShouldAllBe(score => float.IsFinite(score));
        loaded.Evaluate(TestImages.View(Rows)).NegativeElbo.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Load_WithASchema_ReadsBytesAndConditions()
    {
        VaeOptions options = TestOptions.Tiny with { ConditionColumnName = "Condition" };
        ScriptedView view = new ScriptedView(Rows)
            .AddVector(TinyModel.Input, NumberDataViewType.Byte, Size, row => TestImages.Dense(TestImages.Bytes(row)))
            .AddVector("Condition", NumberDataViewType.Single, 2, row => TestImages.Dense(new float[] { row % 2, row % 3 }));
        using VaeTransformer fitted = options.Fit(view);
        fitted.SavePyTorchStateDict(File);

        using VaeTransformer imported = new MLContext().Model.LoadPyTorchVae(PyTorchWeights.FromFile(File), options, view.Schema);

        imported.Transform(view).Vectors(TinyModel.Mean).ShouldBe(fitted.Transform(view).Vectors(TinyModel.Mean));
    }

    [Fact]
    public void Load_OtherNames_ByAMapOfModulesAndTensors()
    {
        Write(["enc.0", "mu", "sigma", "dec.0", "dec.2", "classifier"]);
        var renames = new Dictionary<string, string>
        {
            ["enc"] = "encoder.hidden",
            ["mu.weight"] = "encoder.mean.weight",
            ["mu.bias"] = "encoder.mean.bias",
            ["sigma"] = "encoder.log_variance",
            ["dec.0"] = "decoder.hidden.0",
            ["dec.2"] = "decoder.output",
            ["classifier"] = "",
        };
        PyTorchWeights weights = PyTorchWeights.FromFile(File, renames), doubled = PyTorchWeights.FromFile(File, renames, givesLogStandardDeviation: true);

        using VaeTransformer model = new MLContext().Model.LoadPyTorchVae(weights, _description);
        using VaeTransformer other = new MLContext().Model.LoadPyTorchVae(doubled, _description);

        float[] half = model.Transform(TestImages.View(1)).Vectors("LogVariance")[0];
        ShouldEqual(other.Transform(TestImages.View(1)).Vectors("LogVariance")[0], [.. half.Select(value => 2 * value)]);
        doubled.ToString().ShouldNotBe(weights.ToString());
    }

    [Fact]
    public void Load_WrongWeights_EveryFaultWithBothShapes()
    {
        using DisposeScope scope = NewDisposeScope();
        TensorFile.Write(File, ("encoder.hidden.0.weight", ones(Hidden, Size)), ("encoder.hidden.0.bias", ones(Hidden)),
            ("encoder.mean.weight", ones(Latent, 7)), ("encoder.mean.bias", ones(Latent, ScalarType.Int64)),
            ("decoder.hidden.0.weight", ones(Hidden, Latent)), ("decoder.hidden.0.bias", ones(1)), ("extra.weight", ones(2, 3)));

        string message = Should.Throw<ArgumentException>(() => new MLContext().Model.LoadPyTorchVae(File, _description)).Message;

        message.ShouldBe($"The weights of '{File}' do not fit the network (fully connected (encoder 5, decoder 5 units, Relu), 12 pixels, "
            + "3 latent dimensions). Missing: 'encoder.log_variance.weight' [3, 5]; 'encoder.log_variance.bias' [3]; 'decoder.output.weight' [12, 5]; "
            + "'decoder.output.bias' [12]. Unknown: 'extra.weight' [2, 3]. Of another shape: 'encoder.mean.weight' is [3, 7], must be [3, 5]; "
            + "'decoder.hidden.0.bias' is [1], must be [5]. Of another type: 'encoder.mean.bias' is Int64, must be Float32.");
    }

    [Fact]
    public void Load_KnownLayoutOfAnotherSize_NamesTheTensorByBothNames()
    {
        Write(_examples);
        Should.Throw<ArgumentException>(() => new MLContext().Model.LoadPyTorchVae(File, _description with { LatentDimension = 4 })).Message
            .ShouldContain("Of another shape: 'fc21.weight', renamed to 'encoder.mean.weight', is [3, 5], must be [4, 5]; ");
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Load_ValuesThatAreNotFinite_NamesTheTensor(float value)
    {
        using DisposeScope scope = NewDisposeScope();
        var tensors = TensorFile.Dense(1, Layers(_own));
        tensors[3].Tensor[0] = value;
        TensorFile.Write(File, tensors);

        Should.Throw<ArgumentException>(() => new MLContext().Model.LoadPyTorchVae(File, _description)).Message
            .ShouldBe($"The weights of '{File}' are of no use: 'encoder.mean.bias' has a value that is not finite in Float32.");
    }

    [Fact]
    public void FromFile_RenamesThatDoNotFit_AreNamed()
    {
        Write(_examples);
        Should.Throw<ArgumentException>(() => PyTorchWeights.FromFile(File, new Dictionary<string, string> { ["fc9"] = "a" })).Message
            .ShouldStartWith($"'{File}' has no tensor and no module named 'fc9' to be renamed. It has fc1.weight [5, 12], fc1.bias [5], ");
        Should.Throw<ArgumentException>(() => PyTorchWeights.FromFile(File, new Dictionary<string, string> { ["fc1"] = "fc21" })).Message
            .ShouldStartWith($"'fc1.weight' and 'fc21.weight' of '{File}' would both be named 'fc21.weight'.");
    }

    [Fact]
    public void Load_DescriptionThatNeedsRows_EveryFault()
    {
        Write(_examples);
        VaeOptions options = _description with
        {
            PredictedLabelColumnName = "L",
            PValueColumnName = "P",
            InputSize = null,
            InitialWeights = PyTorchWeights.FromFile(File),
        };

        string message = Should.Throw<ArgumentException>(() => new MLContext().Model.LoadPyTorchVae(File, options)).Message;

        message.ShouldContain("PredictedLabelColumnName is 'L'; must be null, because there are no rows to learn it from.");
        message.ShouldContain("PValueColumnName is 'P'; must be null, because there are no rows to learn it from.");
        message.ShouldContain("InputSize is null; must be the size of a row, unless Image or a schema says it.");
        message.ShouldContain("must be null: the weights are another argument.");
        Should.Throw<ArgumentException>(() => new MLContext().Model.LoadPyTorchVae(
            File, _description with { AnomalyScore = AnomalyScore.LatentDensity })).Message
            .ShouldContain("AnomalyScore is LatentDensity; must be another score, because there are no rows to learn it from.");
        Should.Throw<ArgumentOutOfRangeException>(() => new MLContext().Model.LoadPyTorchVae(File, _description with { LatentDimension = 0 }));
    }

    [Fact]
    public void Load_ManyTimes_LeavesNoTensors()
    {
        Write(_examples);
        LiveTensors.ShouldStayFlat(20, () => new MLContext().Model.LoadPyTorchVae(File, _description).Dispose(), parametersMade: 10);
    }

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    private static (string, int, int)[] Layers(string[] names)
    {
        (int, int)[] sizes = [(Size, Hidden), (Hidden, Latent), (Hidden, Latent), (Latent, Hidden), (Hidden, Size), (2, 2)];
        return [.. names.Select((name, i) => (name, sizes[i].Item1, sizes[i].Item2))];
    }

    private Dictionary<string, float[]> Write(string[] names)
    {
        var tensors = TensorFile.Dense(7, Layers(names));
        TensorFile.Write(File, tensors);
        return tensors.ToDictionary(tensor => tensor.Name, tensor => TensorValues.ToArray(tensor.Tensor));
    }

    private static double[] Layer(Dictionary<string, float[]> layers, string name, double[] x)
    {
        float[] weight = layers[$"{name}.weight"], bias = layers[$"{name}.bias"];
        return [.. bias.Select((value, i) => value + x.Select((number, j) => number * weight[i * x.Length + j]).Sum())];
    }

    private static double[] Relu(double[] x) => [.. x.Select(value => Math.Max(value, 0))];

    private static void ShouldEqual(float[] got, float[] expected) => ShouldEqual(got, [.. expected.Select(value => (double)value)]);

    private static void ShouldEqual(float[] got, double[] expected)
    {
        got.Length.ShouldBe(expected.Length);
        for (int i = 0; i < got.Length; i++)
            got[i].ShouldBe((float)expected[i], (float)(1e-5 * (1 + Math.Abs(expected[i]))));
    }
}

using Microsoft.ML.Runtime;
using Microsoft.ML.Vae.Optimizers;
using Microsoft.ML.Vae.Tests.Persistence;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Networks.Custom;

/// <summary>Networks that the application brings: from the fit to a loaded model.</summary>
[Trait("case", "26")]
public class CustomNetworkTests
{
    private static readonly VaeOptions _options = TestOptions.ForImages with
    {
        Network = Network.Custom(CustomNetworks.Name),
        Image = new ImageLayout(8, 6, 1),
        Epochs = 12,
    };

    public static TheoryData<string> Names => [nameof(CustomNetworks.Dense), nameof(CustomNetworks.Convolutional), nameof(CustomModule)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Fit_OwnNetwork_LearnsAndTransformsAndEvaluates(string name)
    {
        MLContext context = Context(Factory(name));
        using VaeTransformer model = context.Transforms.VariationalAutoencoder(_options).Fit(View());

        model.History[^1].NegativeElbo.ShouldBeLessThan(model.History[0].NegativeElbo - 1);   // nats of 48 pixels, 33 at first
        model.NetworkSummary.ShouldBe("custom 'Own', 48 pixels, 3 latent dimensions");
        model.ParameterCount.ShouldBe(model.Model.Network.parameters().Sum(parameter => parameter.numel()));
        model.Transform(View()).Vectors("Again").ShouldAllBe(row => row.Length == 48 && row.All(pixel => pixel >= 0 && pixel <= 1));
        VaeMetrics metrics = model.Evaluate(View(), new VaeEvaluationOptions { SampleSeed = 1, ImportanceSamples = 3 });
        metrics.RowCount.ShouldBe(LearnableImages.Count);
        metrics.NegativeElbo.ShouldBeInRange(5, 33);
        double.IsFinite(metrics.ImportanceWeightedLogLikelihood!.Value).ShouldBeTrue();
        model.Sample(4, seed: 1).Vectors("Sample").Length.ShouldBe(4);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void SaveAndLoad_SameContextOrAnotherThatRegisteredIt_SameOutputs(string name)
    {
        MLContext context = Context(Factory(name));
        using VaeTransformer model = context.Transforms.VariationalAutoencoder(_options).Fit(View());
        SavedModel saved = SavedModel.Of(model);

        foreach (MLContext other in new[] { context, Context(Factory(name)) })
        {
            using VaeTransformer loaded = Load(saved, other);
            loaded.NetworkSummary.ShouldBe(model.NetworkSummary);
            NetworkState.Of(loaded).ShouldEqual(NetworkState.Of(model));
            loaded.Transform(View()).Vectors("Again").ShouldBe(model.Transform(View()).Vectors("Again"));
            loaded.Evaluate(View(), 1).NegativeElbo.ShouldBe(model.Evaluate(View(), 1).NegativeElbo);
            SavedModel.Of(loaded).ShouldEqual(saved);
        }
    }

    [Fact]
    public void SaveAndLoad_CountsOfTheModules_AreWholeNumbersInTheFile()
    {
        using VaeTransformer model = Context(CustomNetworks.Convolutional).Transforms.VariationalAutoencoder(_options).Fit(View());
        SavedModel saved = SavedModel.Of(model);
        WeightsFile file = WeightsFile.Parse(saved[SavedModel.Weights]);
        using VaeTransformer loaded = Load(saved, Context(CustomNetworks.Convolutional));

        file.TensorNames.ShouldBe([.. NetworkState.Of(model).Keys, "history.training"]);
        file.Table["network.encoder.2.num_batches_tracked"]!["dtype"]!.GetValue<string>().ShouldBe("I64");
        // 12 epochs of 60 rows in batches of 16.
        BitConverter.ToInt64(NetworkState.Of(loaded)["network.encoder.2.num_batches_tracked"]).ShouldBe(12 * 4);
        NetworkState.Floats(loaded, "network.encoder.2.running_mean").ShouldAllBe(value => value != 0);
    }

    [Fact]
    public void SaveAndLoad_WholeNumberBufferOfASubclass_ComesBack()
    {
        using VaeTransformer model = Context(shape => new CustomModule(shape)).Transforms.VariationalAutoencoder(_options).Fit(View());
        using VaeTransformer loaded = Load(SavedModel.Of(model), Context(shape => new CustomModule(shape)));

        BitConverter.ToInt64(NetworkState.Of(loaded)["network._calls"]).ShouldBe(12 * 4);
        NetworkState.Of(model).Keys.ShouldNotContain("network.scale");   // its owner said so
    }

    [Fact]
    public void Load_NotRegistered_SaysTheNameAndTheRemedy()
    {
        using VaeTransformer model = Context(CustomNetworks.Dense).Transforms.VariationalAutoencoder(_options with { Epochs = 1 }).Fit(View());
        SavedModel saved = SavedModel.Of(model);

        var none = Innermost(() => Load(saved, new MLContext())).ShouldBeOfType<InvalidOperationException>();
        none.Message.ShouldContain("No network is registered under the name 'Own' with this context (registered: none). Call mlContext.ComponentCatalog.RegisterVaeNetwork(\"Own\", ...) before.");

        var other = new MLContext();
        other.ComponentCatalog.RegisterVaeNetwork("Zebra", CustomNetworks.Dense);
        other.ComponentCatalog.RegisterVaeNetwork("Ape", CustomNetworks.Dense);
        Innermost(() => Load(saved, other)).Message.ShouldContain("(registered: 'Ape', 'Zebra')");
    }

    [Fact]
    public void Fit_NotRegistered_SaysTheNameAndTheRemedyBeforeAnyRowIsRead()
    {
        ScriptedView data = TestImages.View(20);
        VaeOptions options = _options with { Image = null };

        Should.Throw<InvalidOperationException>(() => new MLContext().Transforms.VariationalAutoencoder(options).Fit(data))
            .Message.ShouldContain("RegisterVaeNetwork(\"Own\", ...)");

        data.Cursors.ShouldBeEmpty();
    }

    [Fact]
    public void Load_NetworkThatNowHasOtherShapes_SaysSoAndNamesTheTensor()
    {
        using VaeTransformer model = Context(CustomNetworks.Dense).Transforms.VariationalAutoencoder(_options with { Epochs = 1 }).Fit(View());
        SavedModel saved = SavedModel.Of(model);

        Innermost(() => Load(saved, Context(shape => CustomNetworks.Dense(shape, 10)))).ShouldBeOfType<InvalidOperationException>()
            .Message.ShouldBe("The network registered as 'Own' is not the one that the model was saved with. In the model, tensor "
                + "'network.encoder.0.weight': its shape is [9, 48], not [10, 48]. Register the network that the model was trained with.");
        Innermost(() => Load(saved, Context(CustomNetworks.Convolutional))).ShouldBeOfType<InvalidOperationException>().Message.ShouldContain("tensor 'network.encoder.");
        Innermost(() => Load(saved, Context(shape => new CustomModule(shape)))).ShouldBeOfType<InvalidOperationException>()
            .Message.ShouldContain("tensor 'network._trunk.weight': it is missing");
    }

    [Fact]
    public void RegisterVaeNetwork_Again_TakesThePlaceOfTheFormer()
    {
        MLContext context = Context(_ => throw new NotSupportedException());
        context.ComponentCatalog.RegisterVaeNetwork(CustomNetworks.Name, CustomNetworks.Dense);

        context.Transforms.VariationalAutoencoder(_options with { Epochs = 1 }).Fit(View()).Dispose();
    }

    [Fact]
    public void RegisterVaeNetwork_NullOrNoName_SaysWhich()
    {
        ComponentCatalog catalog = new MLContext().ComponentCatalog;
        Should.Throw<ArgumentNullException>(() => VaeCatalog.RegisterVaeNetwork(null!, "a", CustomNetworks.Dense)).ParamName.ShouldBe("catalog");
        Should.Throw<ArgumentNullException>(() => catalog.RegisterVaeNetwork(null!, CustomNetworks.Dense)).ParamName.ShouldBe("name");
        Should.Throw<ArgumentException>(() => catalog.RegisterVaeNetwork(" ", CustomNetworks.Dense)).ParamName.ShouldBe("name");
        Should.Throw<ArgumentNullException>(() => catalog.RegisterVaeNetwork("a", null!)).ParamName.ShouldBe("factory");
    }

    [Fact]
    public void Of_Null_SaysWhich()
    {
        VaeModuleShape shape = Shape();
        using nn.Module<Tensor, Tensor> part = nn.Linear(1, 1);
        Should.Throw<ArgumentNullException>(() => VaeModule.Create(null!, part, part)).ParamName.ShouldBe("shape");
        Should.Throw<ArgumentNullException>(() => VaeModule.Create(shape, null!, part)).ParamName.ShouldBe("encoder");
        Should.Throw<ArgumentNullException>(() => VaeModule.Create(shape, part, null!)).ParamName.ShouldBe("decoder");
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Factory_AnyModel_IsToldItsShape(bool autoencoder, bool learnedVariance)
    {
        var shapes = new List<VaeModuleShape>();
        MLContext context = Context(shape =>
        {
            shapes.Add(shape);
            return CustomNetworks.Dense(shape);
        });
        VaeOptions options = _options with
        {
            Epochs = 1,
            Objective = autoencoder ? Objective.Autoencoder : Objective.Elbo(),
            Likelihood = learnedVariance ? Likelihood.GaussianWithLearnedVariance() : Likelihood.Bernoulli,
        };
        using VaeTransformer model = context.Transforms.VariationalAutoencoder(options).Fit(View());
        using VaeTransformer loaded = Load(SavedModel.Of(model), context);

        shapes.ShouldBe(Enumerable.Repeat(new VaeModuleShape
        {
            InputSize = 48,
            Image = new ImageLayout(8, 6, 1),
            LatentDimension = 3,
            ConditionSize = 0,
            HasLogVariance = !autoencoder,
            DecoderOutputSize = learnedVariance ? 49 : 48,
        }, 2));
        loaded.Transform(View()).Vectors("Again").ShouldBe(model.Transform(View()).Vectors("Again"));
    }

    [Fact, Trait("trap", "15")]
    public void Fit_FactoryThatSeeds_IsBitEqual()
    {
        using VaeTransformer first = Context(CustomNetworks.Seeded).Transforms.VariationalAutoencoder(_options).Fit(View());
        using VaeTransformer second = Context(CustomNetworks.Seeded).Transforms.VariationalAutoencoder(_options).Fit(View());

        NetworkState.Of(second).ShouldEqual(NetworkState.Of(first));
    }

    [Fact]
    public void Fit_WarmStart_BeginsWithTheWeightsAndCounts()
    {
        MLContext context = Context(CustomNetworks.Convolutional);
        using VaeTransformer source = context.Transforms.VariationalAutoencoder(_options).Fit(View());
        using VaeTransformer warm = context.Transforms.VariationalAutoencoder(_options with { Epochs = 1, LearningRate = 1e-30 }).Fit(View(), null, source);

        Weights.Of(warm).ShouldBe(Weights.Of(source));
        BitConverter.ToInt64(NetworkState.Of(warm)["network.encoder.2.num_batches_tracked"]).ShouldBe(13 * 4);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void FitAndLoad_WithinADisposeScopeOfTheCaller_OutliveIt(string name)
    {
        MLContext context = Context(Factory(name));
        VaeTransformer model, loaded;
        using (NewDisposeScope())
        {
            model = context.Transforms.VariationalAutoencoder(_options with { Epochs = 1 }).Fit(View());
            loaded = Load(SavedModel.Of(model), context);
        }
        using (model)
        using (loaded)
        {
            NetworkState.Of(loaded).ShouldEqual(NetworkState.Of(model));
            loaded.Transform(View()).Vectors("Again").ShouldBe(model.Transform(View()).Vectors("Again"));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Dispose_Transformer_FreesTheTensorsOfTheModule(string name)
    {
        VaeModule? module = null;
        MLContext context = Context(shape => module = Factory(name)(shape));
        VaeTransformer model = context.Transforms.VariationalAutoencoder(_options with { Epochs = 1 }).Fit(View());
        Tensor[] tensors = [.. module!.parameters(), .. module.buffers()];
        tensors.ShouldNotBeEmpty();
        tensors.ShouldAllBe(tensor => !tensor.IsInvalid);

        model.Dispose();

        tensors.ShouldAllBe(tensor => tensor.IsInvalid);
        Should.Throw<ObjectDisposedException>(() => model.Transform(View()).Vectors("Again"));
    }

    [Fact, Trait("trap", "27")]
    public void Transform_EightThreads_EqualOne()
    {
        using VaeTransformer model = Context(CustomNetworks.Convolutional).Transforms.VariationalAutoencoder(_options).Fit(View());
        IDataView view = model.Transform(View());
        float[][] expected = view.Vectors("Again");
        var got = new float[8][][];

        Thread[] threads = [.. Enumerable.Range(0, got.Length).Select(i => new Thread(() => got[i] = view.Vectors("Again")))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        foreach (float[][] rows in got)
            rows.ShouldBeCloseTo(expected);
    }

    private static VaeModuleShape Shape() => new()
    {
        InputSize = 12, Image = null, LatentDimension = 2, ConditionSize = 0, HasLogVariance = true, DecoderOutputSize = 12,
    };

    private static Func<VaeModuleShape, VaeModule> Factory(string name) => name switch
    {
        nameof(CustomNetworks.Convolutional) => CustomNetworks.Convolutional,
        nameof(CustomModule) => shape => new CustomModule(shape),
        _ => CustomNetworks.Dense,
    };

    private static MLContext Context(Func<VaeModuleShape, VaeModule> factory)
    {
        var context = new MLContext();
        context.ComponentCatalog.RegisterVaeNetwork(CustomNetworks.Name, factory);
        return context;
    }

    private static IDataView View() => PixelViews.OfSingles(new MLContext(), LearnableImages.Singles(LearnableImages.Count, 48));

    private static VaeTransformer Load(SavedModel saved, MLContext context) =>
        context.Model.Load(new MemoryStream(saved.ToZip()), out _).ShouldBeOfType<VaeTransformer>();

    private static Exception Innermost(Action load) => Should.Throw<Exception>(load).GetBaseException();
}

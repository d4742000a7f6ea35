using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Estimator;

/// <summary>What an application sets for its own tensors is none of ours.</summary>
public sealed class GlobalDefaultTests : IDisposable
{
    private readonly ScalarType _type = get_default_dtype();
    private readonly Device _device = get_default_device();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void FitAndTransform_OtherDefaultsOfTorch_ChangeNothing(bool device)
    {
        float[][] expected = Outputs();
        if (device)
            set_default_device(new Device("meta"));
        else
            set_default_dtype(ScalarType.Float64);

        Outputs().ShouldBe(expected);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void FitAndTransform_CodebookAndCondition_OtherDefaultsOfTorchChangeNothing(bool device)
    {
        float[][] expected = QuantizedOutputs();
        if (device)
            set_default_device(new Device("meta"));
        else
            set_default_dtype(ScalarType.Float64);

        QuantizedOutputs().ShouldBe(expected);
    }

    [Fact, Trait("trap", "15")]
    public void Fit_AnyNetworkAndObjective_LeavesTheGlobalRandomStreamAlone()
    {
        VaeOptions options = TestOptions.Tiny with { Image = new ImageLayout(4, 3, 1), Corruption = Corruption.Masking(0.2) };
        byte[] before = get_rng_state().bytes.ToArray();

        foreach (Network network in new[] { Network.FullyConnected([5]), Network.Convolutional([4]), Network.Residual([4], normalization: Normalization.Batch) })
        {
            foreach (Objective objective in new[] { Objective.Elbo(), Objective.InfoVae(), Objective.VectorQuantization(4) })
                (options with { Network = network, Objective = objective, LatentDimension = 2 }).Fit(TestImages.View(20)).Dispose();
        }

        get_rng_state().bytes.ToArray().ShouldBe(before);
    }

    public void Dispose()
    {
        set_default_dtype(_type);
        set_default_device(_device);
    }

    private static float[][] Outputs()
    {
        VaeOptions options = AllColumns.With(TestOptions.Tiny);
        using VaeTransformer model = options.Fit(TestImages.View(50));
        model.Evaluate(TestImages.View(50), sampleSeed: 1).RowCount.ShouldBe(50);
        IDataView view = model.Transform(TestImages.View(50));
        return [.. view.Vectors(TinyModel.Mean), .. view.Vectors(AllColumns.Sample), [.. view.Values<float>(AllColumns.Score)], .. model.Sample(3, seed: 1).Vectors(AllColumns.Sample)];
    }

    private static float[][] QuantizedOutputs()
    {
        VaeOptions options = QuantizedColumns.With(TestOptions.Tiny, groups: 2) with { ConditionColumnName = ConditionedImages.Column };
        using VaeTransformer model = options.Fit(ConditionedImages.View(50));
        model.Evaluate(ConditionedImages.View(50), sampleSeed: 1).RowCount.ShouldBe(50);
        IDataView view = model.Transform(ConditionedImages.View(50));
        return [.. view.Vectors(TinyModel.Mean), .. view.Vectors(AllColumns.Sample), .. model.Sample(3, seed: 1, condition: [2]).Vectors(AllColumns.Sample)];
    }
}

using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Networks.Layers;
using Microsoft.ML.Vae.Optimizers;
using Microsoft.ML.Vae.Tests.Persistence;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Networks;

public class BatchNormalizationTests
{
    private const string Average = "encoder.hidden.0.norm.running_mean";
    private static readonly VaeOptions _options = TestOptions.ForImages with { Network = Network.Convolutional([4, 6], normalization: Normalization.Batch) };

    [Fact]
    public void Forward_InTraining_NormalizesByTheBatchAndLearnsItsAverages()
    {
        using DisposeScope scope = NewDisposeScope();
        using var layer = new NormalizationLayer("norm", 2, Normalization.Batch, Architectures.Layers);
        RandomWeights.Fill(layer, seed: 1);
        Dictionary<string, double[]> before = layer.state_dict().ToDictionary(entry => entry.Key, entry => TensorValues.ToDoubles(entry.Value));
        ReferenceImage[] rows = [ReferenceImage.Random(2, 3, 5, seed: 2), ReferenceImage.Random(2, 3, 5, seed: 3)];
        IList<Tensor> batch = [rows[0].ToTensor(), rows[1].ToTensor()];
        double[][] channels = [.. Enumerable.Range(0, 2).Select(channel => rows.SelectMany(row => row.Values[(15 * channel)..][..15]).ToArray())];
        double[] mean = [.. channels.Select(values => values.Average())];
        double[] variance = [.. channels.Select((values, i) => values.Average(value => Math.Pow(value - mean[i], 2)))];

        layer.train();
        Tensor got = layer.call(cat(batch, 0));

        for (int row = 0; row < 2; row++)
            ImageLayerTests.Check(got[row].unsqueeze(0), rows[row].NormalizeChannels(mean, variance, before["weight"], before["bias"]));
        // PyTorch's momentum of 0.1, and its unbiased variance: 30 numbers of a channel.
        double[] runningMean = TensorValues.ToDoubles(layer.state_dict()["running_mean"]), runningVariance = TensorValues.ToDoubles(layer.state_dict()["running_var"]);
        for (int channel = 0; channel < 2; channel++)
        {
            runningMean[channel].ShouldBe(0.9 * before["running_mean"][channel] + 0.1 * mean[channel], 1e-6);   // single precision
            runningVariance[channel].ShouldBe(0.9 * before["running_var"][channel] + 0.1 * variance[channel] * 30 / 29, 1e-6);
        }
    }

    [Fact]
    public void Forward_InEvaluation_NormalizesByTheAveragesAndLeavesThem()
    {
        using DisposeScope scope = NewDisposeScope();
        using var layer = new NormalizationLayer("norm", 2, Normalization.Batch, Architectures.Layers);
        RandomWeights.Fill(layer, seed: 1);
        Dictionary<string, double[]> state = layer.state_dict().ToDictionary(entry => entry.Key, entry => TensorValues.ToDoubles(entry.Value));
        ReferenceImage x = ReferenceImage.Random(2, 3, 5, seed: 2);

        layer.eval();
        ImageLayerTests.Check(layer.call(x.ToTensor()), x.NormalizeChannels(state["running_mean"], state["running_var"], state["weight"], state["bias"]));

        foreach ((string name, Tensor tensor) in layer.state_dict())
            TensorValues.ToDoubles(tensor).ShouldBe(state[name], name);
    }

    [Fact, Trait("trap", "14")]
    public void Forward_OneNumberInTraining_LeavesTheAveragesAndIsFinite()
    {
        using DisposeScope scope = NewDisposeScope();
        using var layer = new NormalizationLayer("norm", 3, Normalization.Batch, Architectures.Layers);
        RandomWeights.Fill(layer, seed: 1);
        double[] before = TensorValues.ToDoubles(layer.state_dict()["running_mean"]);

        layer.train();
        TensorValues.ToArray(layer.call(ones(1, 3, 1, 1))).ShouldAllBe(value => float.IsFinite(value));

        TensorValues.ToDoubles(layer.state_dict()["running_mean"]).ShouldBe(before);
    }

    [Fact, Trait("trap", "13")]
    public void Transform_OtherRowsBesideIt_ChangeNothing()
    {
        using VaeTransformer model = _options.Fit(LearnableImages.View());
        float[][] rows = LearnableImages.Singles(LearnableImages.Count, 72);
        float[][] together = Read(model, rows, "Again");

        for (int row = 0; row < 20; row++)
            FloatAssert.ShouldBeCloseTo(Read(model, [rows[row]], "Again"), [together[row]]);
        float[][] others = [.. rows[..10], .. LearnableImages.Singles(200, 72, seed: 9)];
        FloatAssert.ShouldBeCloseTo(Read(model, others, "Again")[..10], together[..10]);
        // An evaluation is by the averages too, and leaves them as they are.
        IReadOnlyDictionary<string, byte[]> before = NetworkState.Of(model);
        model.Evaluate(LearnableImages.View());
        NetworkState.Of(model).ShouldEqual(before);
    }

    [Fact]
    public void Fit_AnyRows_LearnsTheAverages()
    {
        using VaeTransformer model = _options.Fit(LearnableImages.View());
        using VaeTransformer other = (_options with { LearningRate = 1e-30 }).Fit(LearnableImages.View());

        NetworkState.Floats(model, Average).ShouldAllBe(value => value != 0);
        NetworkState.Floats(other, Average).ShouldAllBe(value => value != 0);   // they are no parameters, which do not move here
        NetworkState.Floats(model, Average).ShouldNotBe(NetworkState.Floats(other, Average));
    }

    [Fact]
    public void SaveAndLoad_Averages_AreInTheFileAndComeBack()
    {
        using VaeTransformer model = _options.Fit(LearnableImages.View());
        SavedModel saved = SavedModel.Of(model);
        using VaeTransformer loaded = saved.Load().ShouldBeOfType<VaeTransformer>();

        WeightsFile file = WeightsFile.Parse(saved[SavedModel.Weights]);
        file.TensorNames.ShouldBe([.. NetworkState.Of(model).Keys, "history.training"]);
        file.Tensor(Average).Values.ShouldBe(NetworkState.Floats(model, Average));
        NetworkState.Of(loaded).ShouldEqual(NetworkState.Of(model));
        loaded.Transform(LearnableImages.View()).Vectors("Again").ShouldBe(model.Transform(LearnableImages.View()).Vectors("Again"));
    }

    [Fact]
    public void Fit_BestWeightsRestored_RestoresTheirAverages()
    {
        // A learning rate with which the validation loss of some epoch before the last is the lowest.
        VaeOptions options = _options with { Epochs = 12, LearningRate = 0.2, RestoreBestWeights = true };
        using VaeTransformer restored = Fit(options);
        int best = restored.Report!.WeightsEpoch;
        using VaeTransformer expected = Fit(options with { Epochs = best, RestoreBestWeights = false });
        using VaeTransformer last = Fit(options with { RestoreBestWeights = false });

        best.ShouldBeLessThan(12);
        NetworkState.Of(restored).ShouldEqual(NetworkState.Of(expected));
        NetworkState.Floats(last, Average).ShouldNotBe(NetworkState.Floats(expected, Average));
        // What the averages give in validation is what the history says of that epoch.
        restored.Evaluate(LearnableImages.View(40, seed: 5), sampleSeed: 1).NegativeElbo.ShouldBe(restored.History[best - 1].ValidationNegativeElbo!.Value, 1e-4);

        static VaeTransformer Fit(VaeOptions options) =>
            new MLContext().Transforms.VariationalAutoencoder(options).Fit(LearnableImages.View(), LearnableImages.View(40, seed: 5));
    }

    [Fact]
    public void Fit_WarmStart_BeginsWithTheAverages()
    {
        using VaeTransformer source = (_options with { Epochs = 10 }).Fit(LearnableImages.View());
        VaeOptions standing = _options with { LearningRate = 1e-30, Epochs = 1, BatchSize = 1000 };
        using VaeTransformer warm = new MLContext().Transforms.VariationalAutoencoder(standing).Fit(LearnableImages.View(), null, source);

        Weights.Of(warm).ShouldBe(Weights.Of(source));
        // A step, in which no weight moves, keeps nine tenths of an average, and the batch of both fits is the same: a' - a = 0.9 (a - a0).
        float[] begun = NetworkState.Floats(source, Average), got = NetworkState.Floats(warm, Average);
        using VaeTransformer again = new MLContext().Transforms.VariationalAutoencoder(standing).Fit(LearnableImages.View(), null, warm);
        float[] twice = NetworkState.Floats(again, Average);
        for (int channel = 0; channel < got.Length; channel++)
            (twice[channel] - got[channel]).ShouldBe(0.9f * (got[channel] - begun[channel]), 1e-5f);   // single precision
        got.ShouldNotBe(begun);
    }

    [Theory, Trait("trap", "14"), Trait("case", "10")]
    [InlineData(8, 9, 17, 16)]   // a last batch of one row
    [InlineData(8, 9, 1, 16)]
    [InlineData(1, 1, 17, 16)]   // a picture of one pixel, and a last batch of one row of it
    [InlineData(1, 1, 3, 1)]
    [InlineData(1, 2, 5, 4)]
    public void Fit_HardlyAnythingToNormalize_TrainsToFiniteWeights(int height, int width, int rows, int batchSize)
    {
        var log = new ProgressLog();
        foreach (Network network in new[] { _options.Network!, Network.Residual([3], normalization: Normalization.Batch) })
        {
            VaeOptions options = _options with { Network = network, Image = new ImageLayout(height, width, 1), BatchSize = batchSize, Progress = log };
            IDataView view = PixelViews.OfSingles(new MLContext(), LearnableImages.Singles(rows, height * width));
            using VaeTransformer model = options.Fit(view);

            model.History.ShouldAllBe(epoch => epoch.Rows == rows && double.IsFinite(epoch.NegativeElbo));
            model.Model.Network.SumOfWeights().ShouldBeInRange(-1e6, 1e6);
            model.Transform(view).Vectors("Again").ShouldAllBe(row => row.All(float.IsFinite));
        }
    }

    [Fact, Trait("trap", "27")]
    public void Transform_EightThreads_EqualOne()
    {
        using VaeTransformer model = _options.Fit(LearnableImages.View());
        IDataView view = model.Transform(LearnableImages.View());
        float[][] expected = view.Vectors("Again");
        var got = new float[8][][];

        Thread[] threads = [.. Enumerable.Range(0, got.Length).Select(i => new Thread(() => got[i] = view.Vectors("Again")))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        foreach (float[][] rows in got)
            rows.ShouldBeCloseTo(expected);
    }

    [Theory, Trait("trap", "25")]
    [InlineData(Normalization.Group, 0)]
    [InlineData(Normalization.Batch, 1)]
    [InlineData(Normalization.None, 1)]
    public void Step_AHundredTimes_LeavesNoTensorBehind(Normalization normalization, int blocks)
    {
        using VaeNetwork network = Models.Network(Architectures.Convolutional(LearnableImages.Layout, [4, 6], blocks, normalization: normalization));
        using var noise = new Generator(1, CPU);
        var inputNoise = new InputNoise { Corruption = Corruption.SaltAndPepper() };
        using var engine = Models.Engine(network, Likelihood.Bernoulli, Objective.Elbo(), 1e-3, noise, inputNoise);
        using DisposeScope scope = NewDisposeScope();
        Tensor x = TensorValues.Matrix(LearnableImages.Singles(5, 72));
        LiveTensors.ShouldStayFlat(100, () =>
        {
            engine.Step(x, default);
            engine.ReadSums();
            engine.ResetSums();
        });
    }

    private static float[][] Read(VaeTransformer model, float[][] rows, string column) =>
        (model.Transform(PixelViews.OfSingles(new MLContext(), rows))).Vectors(column);
}

using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Issues;

/// <summary>The default network of a photo is not one dense layer of tens of millions of weights.</summary>
public class DefaultNetworkTests
{
    private static readonly VaeOptions _options = new()
    {
        OutputColumnName = TinyModel.Mean,
        InputColumnName = TinyModel.Input,
        Epochs = 1,
        HealthReport = false,
    };

    [Fact]
    public void Fit_ImagesOf128Pixels_TakesAConvolutionalNetworkAndLogsIt()
    {
        var context = new MLContext(1);
        var log = new Log(context);
        IDataView images = TwoColorImages.View(context, 2, 128, 128);

        using VaeTransformer model = (_options with { InputColumnName = TwoColorImages.Column }).Fit(images, context: context);

        model.ParameterCount.ShouldBeLessThan(3_000_000);
        model.NetworkSummary.ShouldStartWith("convolutional (32-64-128-256-256 channels over 128 x 128 with 3 planar channels");
        log.Messages.ShouldContain(message => message.RawMessage.StartsWith("Network: convolutional (32-64-128-256-256 channels"));
    }

    [Fact]
    public void Fit_VectorsWithALayout_TakesAConvolutionalNetwork()
    {
        using VaeTransformer model = (_options with { Image = new ImageLayout(28, 28, 1) }).Fit(new ScriptedView(3).AddVector(
            TinyModel.Input, NumberDataViewType.Single, 784, row => TestImages.Dense(TestImages.Floats(row, 784))));

        model.NetworkSummary.ShouldStartWith("convolutional (32-64 channels over 28 x 28");
    }

    [Fact]
    public void Fit_VectorsWithoutALayout_TakesOneDenseLayer()
    {
        using VaeTransformer model = _options.Fit(TestImages.View(3));

        model.NetworkSummary.ShouldStartWith("fully connected (encoder 400, decoder 400 units, Relu)");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fit_ConvolutionsWithDenseLayers_HasThemInTheEncoderAndSavesThem(bool isConditional)
    {
        VaeOptions options = TestOptions.Tiny with
        {
            Image = new ImageLayout(3, 4, 1),
            Network = Network.Convolutional([4], denseSizes: [9, 5]),
            ConditionColumnName = isConditional ? ConditionedImages.Column : null,
            ReconstructionColumnName = TinyModel.Reconstruction,
        };
        ScriptedView data = ConditionedImages.View(40);
        using VaeTransformer model = options.Fit(data);
        var context = new MLContext();
        using var stream = new MemoryStream();
        context.Model.Save(model, data.Schema, stream);
        stream.Position = 0;
        using var loaded = (VaeTransformer)context.Model.Load(stream, out _);

        int condition = isConditional ? ConditionedImages.Count : 0, features = 4 * 2 * 2;
        int stages = Weights(1, 4, 9) + 8, output = 4 * 16 + 1;   // group normalization has two numbers per channel
        int encoder = stages + Dense(features + condition, 9) + Dense(9, 5) + 2 * Dense(5, 2);
        int decoder = Dense(2 + condition, features) + output;
        model.ParameterCount.ShouldBe(encoder + decoder);
        model.NetworkSummary.ShouldStartWith("convolutional (4 channels, 9-5 dense units over 3 x 4");
        loaded.NetworkSummary.ShouldBe(model.NetworkSummary);
        foreach (string column in new[] { TinyModel.Mean, TinyModel.Reconstruction })
            loaded.Transform(data).Vectors(column).ShouldBe(model.Transform(data).Vectors(column));

        static int Dense(int inputs, int outputs) => (inputs + 1) * outputs;
        static int Weights(int inputs, int outputs, int kernel) => (inputs * kernel + 1) * outputs;
    }

    [Fact]
    public void Convolutional_BadDenseSizes_AreRefused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Network.Convolutional(denseSizes: [0])).ParamName.ShouldBe("denseSizes");
        Should.Throw<ArgumentOutOfRangeException>(() => Network.Convolutional(denseSizes: new int[129])).ParamName.ShouldBe("denseSizes");
    }
}

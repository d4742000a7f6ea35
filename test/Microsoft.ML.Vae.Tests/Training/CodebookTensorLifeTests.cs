using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Training;

/// <summary>The same of fits and views with a codebook and a condition.</summary>
[Trait("trap", "25")]
public class CodebookTensorLifeTests
{
    private const int Parameters = 8;   // of four layers: none for the variance of codes

    [Fact]
    public void Views_EveryColumnAndEveryKind_LeaveNoTensorBehind()
    {
        using TinyModel model = QuantizedColumns.Create(groups: 3, condition: ConditionedImages.Condition);
        LiveTensors.ShouldStayFlat(20, () =>
        {
            IDataView view = model.Transformer.Transform(ConditionedImages.View(3));
            view.Values<VBuffer<uint>>(QuantizedColumns.Index);
            view.Vectors(TinyModel.Reconstruction);
            view.Vectors(AllColumns.Sample);
            view.Values<float>(AllColumns.Score);
            model.Transformer.Evaluate(ConditionedImages.View(3));
            model.Transformer.Sample(3, seed: 1, condition: [2]).Vectors(AllColumns.Sample);
        });
    }

    [Fact]
    public void Fit_ValidationLabelsAndKeptWeights_LeavesNoTensorBehind() => LiveTensors.ShouldStayFlat(5, () =>
    {
        VaeOptions options = QuantizedColumns.With(TestOptions.Tiny with { Epochs = 3 }) with { ConditionColumnName = ConditionedImages.Column };
        using VaeTransformer model = new MLContext().Transforms.VariationalAutoencoder(options).Fit(ConditionedImages.View(50), ConditionedImages.View(20));
        model.History.Count.ShouldBe(3);
    }, parametersMade: Parameters);
}

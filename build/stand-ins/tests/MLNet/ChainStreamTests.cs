using Microsoft.ML;
using Microsoft.ML.Data;

namespace StandIns.Tests.MLNet;

/// <summary>The body of a chain's stream: a count, and each element's scope.</summary>
public class ChainStreamTests
{
    [Fact]
    public void Body_IsCountAndScopes()
    {
        var context = new MLContext();
        var model = context.Transforms.CopyColumns("B", "A")
            .Append(context.Transforms.CopyColumns("C", "A"), TransformerScope.Training)
            .Append(context.Transforms.CopyColumns("D", "A"), TransformerScope.Scoring)
            .Fit(SavedModel.View(context));

        var bytes = SavedModel.Entry(context, model, null, "TransformerChain/Model.key");

        Assert.Equal(4 * sizeof(int), BitConverter.ToInt64(bytes, 0x18));
        Assert.Equal([3, 7, 1, 4], Enumerable.Range(0, 4).Select(i => BitConverter.ToInt32(bytes, 256 + i * sizeof(int))));
    }

    [Fact]
    public void TenthElement_HasThreeDigits()
    {
        var context = new MLContext();
        var chain = new EstimatorChain<ITransformer>();
        for (var i = 0; i < 11; i++)
            chain = chain.Append((IEstimator<ITransformer>)context.Transforms.CopyColumns("B", "A"));

        Assert.NotEmpty(SavedModel.Entry(context, chain.Fit(SavedModel.View(context)), null, "TransformerChain/Transform_010/Model.key"));
    }
}

using Microsoft.ML.Data;
using Microsoft.ML.Vae.Shared.Images;
using Microsoft.ML.Vae.Tool.Models;

namespace Microsoft.ML.Vae.Tool.Training;

/// <summary>Rows and what to fit to them.</summary>
/// <param name="Data">The rows.</param>
/// <param name="Before">What comes before the autoencoder; null: nothing.</param>
/// <param name="Options">The autoencoder's.</param>
/// <param name="Choices">What was chosen, and why, in words.</param>
internal sealed record TrainingJob(IDataView Data, IEstimator<ITransformer>? Before, VaeOptions Options, IReadOnlyList<string> Choices)
{
    /// <summary>The images that the steps before would make of the rows, where they are in memory already.</summary>
    public IReadOnlyList<MLImage>? Images { get; init; }

    /// <summary>The same for a model that is told the class of each row.</summary>
    /// <exception cref="InputException">The column holds no classes.</exception>
    public TrainingJob On(MLContext context, string classes)
    {
        var condition = ClassCondition.Read(Data, classes);
        IEstimator<ITransformer> keys = condition.ToKeys(context);
        return this with
        {
            Before = Before is null ? keys : keys.Append(Before),
            Options = Options with { ConditionColumnName = classes },
            Choices = [.. Choices, condition.Choice],
        };
    }

    /// <summary>Fits everything.</summary>
    public TransformerChain<VaeTransformer> Fit(MLContext context, IProgress<TrainingProgress> progress, CancellationToken cancellation)
    {
        var estimator = context.Transforms.VariationalAutoencoder(Options with { Progress = progress, CancellationToken = cancellation });
        if (Before is null)
            return new TransformerChain<VaeTransformer>(estimator.Fit(Data));
        var before = Before.Fit(Data);
        var input = before.Transform(Data);
        if (Images is not null)
            input = new ImageMemory(input, Options.InputColumnName!, Images);
        return new TransformerChain<VaeTransformer>(before, estimator.Fit(input));
    }
}

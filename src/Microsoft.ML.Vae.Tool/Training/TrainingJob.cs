using Microsoft.ML.Data;
using Microsoft.ML.Vae.Tool.Models;

namespace Microsoft.ML.Vae.Tool.Training;

/// <summary>Rows and what to fit to them.</summary>
/// <param name="Data">The rows.</param>
/// <param name="Before">What comes before the autoencoder; null: nothing.</param>
/// <param name="Options">The autoencoder's.</param>
/// <param name="Choices">What was chosen, and why, in words.</param>
internal sealed record TrainingJob(IDataView Data, IEstimator<ITransformer>? Before, VaeOptions Options, IReadOnlyList<string> Choices)
{
    /// <summary>Fits everything.</summary>
    public TransformerChain<VaeTransformer> Fit(MLContext context, IProgress<TrainingProgress> progress, CancellationToken cancellation)
    {
        var estimator = context.Transforms.VariationalAutoencoder(Options with { Progress = progress, CancellationToken = cancellation });
        if (Before is null)
            return new TransformerChain<VaeTransformer>(estimator.Fit(Data));
        var before = Before.Fit(Data);
        return new TransformerChain<VaeTransformer>(before, estimator.Fit(before.Transform(Data)));
    }
}

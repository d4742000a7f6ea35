using Microsoft.ML.Data;
using Microsoft.ML.Vae.Tool.Data;

namespace Microsoft.ML.Vae.Tool.Tests.Fixtures;

/// <summary>Small models with a condition, as a program writes them.</summary>
internal static class ConditionalModels
{
    /// <summary>Of IDX images, told their class as a key.</summary>
    public static string OfClasses(string mnist, string path)
    {
        var context = new MLContext(1);
        var images = (IdxImages)DataSet.Find(context, mnist);
        IDataView rows = images.Load(context, "Pixels", DataRows.ClassColumn);
        ITransformer model = context.Transforms.Conversion.MapValueToKey("Kind", DataRows.ClassColumn)
            .Append(context.Transforms.VariationalAutoencoder(new VaeOptions
            {
                OutputColumnName = "Latent",
                InputColumnName = "Pixels",
                ConditionColumnName = "Kind",
                Image = new ImageLayout(images.Height, images.Width, 1),
                Network = Network.FullyConnected([32]),
                LatentDimension = 3,
                BatchSize = 16,
                LearningRate = 0.003,
                Epochs = 60,
                Objective = Objective.Elbo(beta: 4),   // the class is for the condition to tell, not for the latent
            })).Fit(rows);
        context.Model.Save(model, rows.Schema, path);
        (model as IDisposable)?.Dispose();
        return path;
    }

    /// <summary>Of rows of numbers, told two others.</summary>
    public static string OfNumbers(string path)
    {
        var context = new MLContext(1);
        IDataView rows = context.Data.LoadFromEnumerable(Enumerable.Range(0, 80).Select(i => new Row
        {
            Features = [i % 5, 2 * (i % 5), i % 3],
            Setting = [i % 5 / 5f, i % 3],
        }));
        using VaeTransformer model = context.Transforms.VariationalAutoencoder(new VaeOptions
        {
            OutputColumnName = "Latent",
            InputColumnName = nameof(Row.Features),
            ConditionColumnName = nameof(Row.Setting),
            Likelihood = Likelihood.GaussianWithLearnedVariance(),
            Network = Network.FullyConnected([8]),
            LatentDimension = 2,
            Epochs = 2,
        }).Fit(rows);
        context.Model.Save(model, rows.Schema, path);
        return path;
    }

    private sealed class Row
    {
        [VectorType(3)]
        public float[] Features { get; set; } = [];

        [VectorType(2)]
        public float[] Setting { get; set; } = [];
    }
}

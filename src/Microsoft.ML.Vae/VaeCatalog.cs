using Microsoft.ML.Vae;
using Microsoft.ML.Vae.Networks.Custom;

namespace Microsoft.ML;

/// <summary>Adds variational autoencoders to <see cref="MLContext.Transforms"/>.</summary>
public static class VaeCatalog
{
    /// <summary>
    /// Trains a variational autoencoder (Kingma and Welling, "Auto-Encoding Variational Bayes", 2014) on a column of vectors or images and
    /// adds each row's latent mean: a low-dimensional representation from which the row can be reconstructed.
    /// </summary>
    /// <param name="catalog">The transforms of an <see cref="MLContext"/>.</param>
    /// <param name="outputColumnName">The column to add, <c>Vector&lt;Single, latentDimension&gt;</c>.</param>
    /// <param name="inputColumnName">
    /// The column to train on and to encode: a <c>Vector&lt;Single&gt;</c> of known size with values in [0, 1], a <c>Vector&lt;Byte&gt;</c>
    /// of known size, or images of known size. Default: null, the name of the output column.
    /// </param>
    /// <param name="latentDimension">The number of latent dimensions, in [1, 4096]. Default: 16.</param>
    /// <param name="epochs">
    /// The number of passes over the training data, in [1, 1000000]. Default: null, which suits the number of rows; see <see
    /// cref="VaeOptions.Epochs"/>.
    /// </param>
    /// <param name="batchSize">
    /// The number of rows per optimizer step, in [1, 1048576]. Default: null, which suits the number of rows; see <see
    /// cref="VaeOptions.BatchSize"/>.
    /// </param>
    /// <param name="learningRate">Adam's step size, in (0, 1e6]. Default: 0.001.</param>
    /// <param name="seed">Makes the fit reproducible. Default: null, the context's seed, or a random one if it has none.</param>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/> or <paramref name="outputColumnName"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Options are out of range; the message lists them all.</exception>
    public static VaeEstimator VariationalAutoencoder(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName = null,
        int latentDimension = VaeDefaults.LatentDimension,
        int? epochs = null,
        int? batchSize = null,
        double learningRate = VaeDefaults.LearningRate,
        int? seed = null) => catalog.VariationalAutoencoder(new VaeOptions
        {
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName,
            LatentDimension = latentDimension,
            Epochs = epochs,
            BatchSize = batchSize,
            LearningRate = learningRate,
            Seed = seed,
        });

    /// <summary>Trains a variational autoencoder on a column of vectors or images, with all options.</summary>
    /// <param name="catalog">The transforms of an <see cref="MLContext"/>.</param>
    /// <param name="options">What to train, and how.</param>
    /// <exception cref="ArgumentNullException">An argument, or an option that cannot be null, is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Options are out of range; the message lists them all.</exception>
    public static VaeEstimator VariationalAutoencoder(this TransformsCatalog catalog, VaeOptions options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        VaeOptionsValidator.Check(options);
        return new VaeEstimator(((IInternalCatalog)catalog).Environment, options);
    }

    /// <summary>
    /// Registers a custom network under a name, so that <see cref="Network.Custom"/> can train it and models trained with it can be loaded.
    /// The registration belongs to the context; registering a name again replaces the earlier factory.
    /// </summary>
    /// <param name="catalog">The component catalog of an <see cref="MLContext"/>.</param>
    /// <param name="name">The name, which is saved with the model.</param>
    /// <param name="factory">
    /// Creates a new network with initial weights, whenever one is needed. TorchSharp's layers draw these from torch's global random
    /// generator: seed it in the factory for reproducible fits. Layers that draw during training, such as Dropout, use the same generator,
    /// whose state checkpoints do not contain.
    /// </param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty or white space.</exception>
    public static void RegisterVaeNetwork(this ComponentCatalog catalog, string name, Func<VaeModuleShape, VaeModule> factory)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(factory);
        NetworkRegistry.Add(catalog, name, factory);
    }
}

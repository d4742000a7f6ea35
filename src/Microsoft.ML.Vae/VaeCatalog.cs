using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Vae;
using Microsoft.ML.Vae.Networks.Custom;
using Microsoft.ML.Vae.Optimizers;

namespace Microsoft.ML;

/// <summary>Adds variational autoencoders to <see cref="MLContext.Transforms"/>.</summary>
public static class VaeCatalog
{
    /// <summary>
    /// Learns a variational autoencoder (Kingma and Welling, 2014) of a column of vectors or images and adds each row's latent mean: a smooth, low-dimensional
    /// code from which the row can be drawn again.
    /// </summary>
    /// <param name="catalog">The transforms of an <see cref="MLContext"/>.</param>
    /// <param name="outputColumnName">The column to add, <c>Vector&lt;Single, latentDimension&gt;</c>.</param>
    /// <param name="inputColumnName">
    /// The column to learn from: a known-size <c>Vector&lt;Single&gt;</c> with values in 0..1, a known-size <c>Vector&lt;Byte&gt;</c>, or images of
    /// known size. Default: null, the output's name.
    /// </param>
    /// <param name="latentDimension">Dimensions of the latent space, in [1, 4096]. Default: 16.</param>
    /// <param name="epochs">Passes over the training data, in [1, 1000000]. Default: 10.</param>
    /// <param name="batchSize">Rows per optimizer step, in [1, 1048576]. Default: 128.</param>
    /// <param name="learningRate">Adam's step size, in (0, 1e6]. Default: 0.001.</param>
    /// <param name="seed">Makes the fit repeatable. Default: null, the context's seed, else a random one.</param>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/> or <paramref name="outputColumnName"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Options are out of their range; the message lists each.</exception>
    public static VaeEstimator VariationalAutoencoder(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName = null,
        int latentDimension = VaeDefaults.LatentDimension,
        int epochs = VaeDefaults.Epochs,
        int batchSize = VaeDefaults.BatchSize,
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

    /// <summary>The same, with every option.</summary>
    /// <param name="catalog">The transforms of an <see cref="MLContext"/>.</param>
    /// <param name="options">What to train and how.</param>
    /// <exception cref="ArgumentNullException">An argument, a column name, the hidden sizes or the likelihood is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Options are out of their range; the message lists each.</exception>
    public static VaeEstimator VariationalAutoencoder(this TransformsCatalog catalog, VaeOptions options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        VaeOptionsValidator.Check(options);
        return new VaeEstimator(((IInternalCatalog)catalog).Environment, options);
    }

    /// <summary>
    /// Names a network of one's own, so that <see cref="Network.Custom"/> can train it and models that were trained with it can be loaded. What
    /// is registered belongs to the context; a later registration under the same name takes the place of the former.
    /// </summary>
    /// <param name="catalog">The component catalog of an <see cref="MLContext"/>.</param>
    /// <param name="name">The name, which is saved with the model.</param>
    /// <param name="factory">
    /// Makes the network, with fresh weights, whenever one is needed. TorchSharp's own layers draw these from torch's global generator: for fits that
    /// repeat bit for bit, seed that in the factory. What layers draw in training, as Dropout does, is from there too, and no checkpoint keeps it.
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

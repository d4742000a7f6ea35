using Microsoft.ML.Vae;
using Microsoft.ML.Vae.Training;

namespace Microsoft.ML;

/// <summary>Adds models that were trained in PyTorch to <see cref="MLContext.Model"/>.</summary>
public static class PyTorchCatalog
{
    /// <summary>
    /// Makes a transformer from the weights of a VAE that was trained in PyTorch on vectors of <c>Single</c>, without a fit; see <see
    /// cref="LoadPyTorchVae(ModelOperationsCatalog, PyTorchWeights, VaeOptions, DataViewSchema)"/>, also for what is thrown.
    /// </summary>
    /// <param name="catalog">The model operations of an <see cref="MLContext"/>.</param>
    /// <param name="path">The file of a state_dict; see <see cref="PyTorchWeights.FromFile"/>.</param>
    /// <param name="description">
    /// The columns and the network, with <see cref="VaeOptions.InputSize"/> or <see cref="VaeOptions.Image"/>.
    /// </param>
    public static VaeTransformer LoadPyTorchVae(this ModelOperationsCatalog catalog, string path, VaeOptions description) =>
        catalog.LoadPyTorchVae(PyTorchWeights.FromFile(path), description);

    /// <summary>
    /// Makes a transformer from the weights of a VAE that was trained in PyTorch, without a fit. It can be used, saved and loaded like any
    /// other, and serve as a warm start.
    /// </summary>
    /// <param name="catalog">The model operations of an <see cref="MLContext"/>.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="description">
    /// What the weights do not say: the columns, <see cref="VaeOptions.LatentDimension"/>, <see cref="VaeOptions.Network"/>, <see
    /// cref="VaeOptions.Likelihood"/> (Bernoulli for a decoder that ends with a sigmoid), the objective if its latents are not Gaussian,
    /// the scaling, the score, the device. Options of the training itself are not used.
    /// </param>
    /// <param name="inputSchema">
    /// The schema of the data that the model will read: it says whether the input column holds bytes, images or numbers, and of what size,
    /// and what a condition is. Default: null, for a column of <c>Vector&lt;Single&gt;</c> whose size is that of <see
    /// cref="VaeOptions.Image"/> or <see cref="VaeOptions.InputSize"/>.
    /// </param>
    /// <exception cref="ArgumentNullException">An argument other than <paramref name="inputSchema"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// Options are out of their range, or the input column is missing or does not fit.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// The weights are not those of the network that is described: a tensor is missing, unknown or of another shape, and the message has
    /// both shapes. Or the description asks for what only rows can give, as <see cref="VaeOptions.PredictedLabelColumnName"/> does.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// TorchSharp's native library, the requested GPU or a custom network is missing.
    /// </exception>
    public static VaeTransformer LoadPyTorchVae(
        this ModelOperationsCatalog catalog, PyTorchWeights weights, VaeOptions description, DataViewSchema? inputSchema = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(weights);
        VaeOptionsValidator.Check(description);
        return ImportedModel.Create(((IInternalCatalog)catalog).Environment, weights, description, inputSchema);
    }
}

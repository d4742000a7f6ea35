namespace Microsoft.ML.Vae;

/// <summary>What NaN in the input column means; see <see cref="VaeOptions.OnMissingValue"/>.</summary>
public enum MissingValueBehavior
{
    /// <summary>The row is invalid; see <see cref="VaeOptions.OnInvalidRow"/> and <see cref="VaeOptions.OnInvalidTrainingRow"/>.</summary>
    Throw,

    /// <summary>
    /// The value is missing. Losses and scores are those of the observed values, and the reconstruction fills in the missing ones (Nazábal
    /// et al., "Handling Incomplete Heterogeneous Data using VAEs", 2020; Mattei and Frellsen, "MIWAE: Deep Generative Modelling and
    /// Imputation of Incomplete Data Sets", 2019). The encoder sees 0 in place of a missing value, and a mask that is 1 where a value is
    /// missing. Training also hides observed values from the encoder, but not from the loss: each with a probability that is drawn for each
    /// row and batch, uniform in [0, ½]. A row without any value is encoded as the prior.
    /// </summary>
    Impute,
}

namespace Microsoft.ML.Vae;

/// <summary>How a convolutional network normalizes its activations; see <see cref="Network.Convolutional"/>.</summary>
public enum Normalization
{
    /// <summary>
    /// Over groups of channels of one row (Wu and He, "Group Normalization", 2018): as many groups as divide the channels, at most 8. A
    /// row's result does not depend on the other rows.
    /// </summary>
    Group,

    /// <summary>
    /// Each channel over the rows of a batch (Ioffe and Szegedy, "Batch Normalization", 2015), and by running averages, which are saved
    /// with the model, outside training.
    /// </summary>
    Batch,

    /// <summary>None.</summary>
    None,
}

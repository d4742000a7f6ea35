namespace Microsoft.ML.Vae;

/// <summary>What brings the activations of a convolutional network to a common scale; see <see cref="Network.Convolutional"/>.</summary>
public enum Normalization
{
    /// <summary>
    /// Over groups of channels of one row (Wu and He, "Group Normalization", 2018): as many groups as divide the channels, at most 8. A
    /// row's result does not depend on the rows beside it.
    /// </summary>
    Group,

    /// <summary>
    /// Each channel over the rows of a batch (Ioffe and Szegedy, "Batch Normalization", 2015), and by running averages, which are saved
    /// with the model, everywhere but in training.
    /// </summary>
    Batch,

    /// <summary>None.</summary>
    None,
}

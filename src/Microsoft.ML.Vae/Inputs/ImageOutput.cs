namespace Microsoft.ML.Vae;

/// <summary>What reconstruction and sample columns hold; see <see cref="VaeOptions.ImageOutput"/>.</summary>
public enum ImageOutput
{
    /// <summary>Images when the input column holds images, else vectors.</summary>
    Auto,

    /// <summary>A <c>Vector&lt;Single&gt;</c> of the input's size, in the input's units: 0..255 for images.</summary>
    Vector,

    /// <summary>
    /// Images (<see cref="Data.MLImage"/>, 8 bits per channel). The network's 0 is black and its 1 is white; for images and bytes, these
    /// are 0 and 255 whatever the scaling.
    /// </summary>
    Image,
}

namespace Microsoft.ML.Vae;

/// <summary>What reconstruction and sample columns hold; see <see cref="VaeOptions.ImageOutput"/>.</summary>
public enum ImageOutput
{
    /// <summary>Images when the input column holds images, else vectors.</summary>
    Auto,

    /// <summary>A <c>Vector&lt;Single&gt;</c> of the input's size, in the input's units: 0..255 for images.</summary>
    Vector,

    /// <summary>
    /// Images (<see cref="Data.MLImage"/>, 8 bits per channel), in the units of the column: <see cref="VaeOptions.PixelScaling"/> is
    /// inverted. For images and bytes, 0 is black and 255 is white. For <c>Vector&lt;Single&gt;</c>, black is 0 and white is what the
    /// scaling makes 1, as 255 under <c>(0, 1 / 255)</c>; or, under a scaling to −1..1 such as <c>(127.5, 1 / 127.5)</c> or <c>(0.5,
    /// 2)</c>, what it makes 1; or, under any other offset, such as that of standardized pixels, 1 or 255, whichever fits.
    /// </summary>
    Image,
}

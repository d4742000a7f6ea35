namespace Microsoft.ML.Vae;

/// <summary>The activation function between layers; see <see cref="Network"/>.</summary>
public enum Activation
{
    /// <summary>max(x, 0), the rectified linear unit (Nair and Hinton, 2010).</summary>
    Relu,

    /// <summary>max(x, 0.01 x) (Maas, Hannun and Ng, 2013).</summary>
    LeakyRelu,

    /// <summary>x above 0, eˣ − 1 below (Clevert, Unterthiner and Hochreiter, 2016).</summary>
    Elu,

    /// <summary>x Φ(x), Φ the standard normal distribution function (Hendrycks and Gimpel, 2016).</summary>
    Gelu,

    /// <summary>x / (1 + e⁻ˣ), also called Swish (Elfwing, Uchibe and Doya, 2018).</summary>
    Silu,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,
}

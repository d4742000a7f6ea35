namespace Microsoft.ML.Vae.Visuals;

/// <summary>How latents become points of a plane.</summary>
public enum LatentProjection
{
    /// <summary>Two dimensions, or one, as they are; more by <see cref="PrincipalComponents"/>.</summary>
    Auto,

    /// <summary>On the plane that keeps most of their variance.</summary>
    PrincipalComponents,

    /// <summary>By <see cref="Visuals.Tsne"/>, which keeps neighbours together.</summary>
    Tsne,
}

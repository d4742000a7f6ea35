namespace Microsoft.ML.Vae;

/// <summary>What a fit does with a row that it cannot use; see <see cref="VaeOptions.OnInvalidTrainingRow"/>.</summary>
public enum InvalidRowBehavior
{
    /// <summary>The fit ends with an <see cref="InvalidOperationException"/> that names the row and, for a bad pixel, the slot.</summary>
    Throw,

    /// <summary>The row is left out; how many were is logged as a warning.</summary>
    Skip,
}

namespace Microsoft.ML.Vae;

/// <summary>
/// The training succeeded, but the rows could not be read again to calibrate the anomaly scores; the inner exception says why. The trained
/// model is in <see cref="Transformer"/>.
/// </summary>
public sealed class ScoreCalibrationException : InvalidOperationException
{
    /// <summary>Creates the exception without a message.</summary>
    public ScoreCalibrationException() { }

    /// <summary>Creates the exception with a message.</summary>
    public ScoreCalibrationException(string message) : base(message) { }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public ScoreCalibrationException(string message, Exception innerException) : base(message, innerException) { }

    internal ScoreCalibrationException(string message, VaeTransformer transformer, Exception innerException)
        : base(message, innerException) => Transformer = transformer;

    /// <summary>
    /// The trained model, which the caller owns, without the columns that need what could not be calibrated: labels, p-values and, where
    /// the score itself depends on the training rows, scores and contributions.
    /// </summary>
    public VaeTransformer? Transformer { get; }
}

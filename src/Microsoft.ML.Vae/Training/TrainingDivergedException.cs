namespace Microsoft.ML.Vae;

/// <summary>The loss of the training or validation rows, or a weight, became NaN or infinite.</summary>
public sealed class TrainingDivergedException : InvalidOperationException
{
    /// <summary>Creates the exception without a message.</summary>
    public TrainingDivergedException() { }

    /// <summary>Creates the exception with a message.</summary>
    public TrainingDivergedException(string message) : base(message) { }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public TrainingDivergedException(string message, Exception innerException) : base(message, innerException) { }

    internal TrainingDivergedException(int epoch, long step, string what, double value, string cause)
        : base(FormattableString.Invariant(
            $"Training diverged: the {what} of epoch {epoch} is {value} after step {step}. {cause}")
            + (cause.Length > 0 ? "If it is wrong, remove the row or clip the column. Otherwise, lower" : "Lower")
            + " LearningRate, set MaximumGradientNorm, or check the scale of the input column.")
        => (Epoch, Step) = (epoch, step);

    /// <summary>The epoch, from 1, in which it was found.</summary>
    public int Epoch { get; }

    /// <summary>
    /// The optimizer step, from 1 over the whole fit, after which it was found; on a GPU, where not every step is checked, up to 31 steps
    /// late.
    /// </summary>
    public long Step { get; }
}

namespace Microsoft.ML.Vae;

/// <summary>The loss of the training or validation rows stopped being a finite number.</summary>
public sealed class TrainingDivergedException : InvalidOperationException
{
    /// <summary>Creates the exception without a message.</summary>
    public TrainingDivergedException() { }

    /// <summary>Creates the exception with a message.</summary>
    public TrainingDivergedException(string message) : base(message) { }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public TrainingDivergedException(string message, Exception innerException) : base(message, innerException) { }

    internal TrainingDivergedException(int epoch, string what, double loss)
        : base(FormattableString.Invariant(
            $"Training diverged: the {what} of epoch {epoch} is {loss}. Lower LearningRate, or check the scale of the input column."))
        => Epoch = epoch;

    /// <summary>The epoch, from 1, whose loss was not finite.</summary>
    public int Epoch { get; }
}

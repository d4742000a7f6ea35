namespace Microsoft.ML.Vae;

/// <summary>The loss of the training or validation rows, or a weight, stopped being a finite number.</summary>
public sealed class TrainingDivergedException : InvalidOperationException
{
    /// <summary>Creates the exception without a message.</summary>
    public TrainingDivergedException() { }

    /// <summary>Creates the exception with a message.</summary>
    public TrainingDivergedException(string message) : base(message) { }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public TrainingDivergedException(string message, Exception innerException) : base(message, innerException) { }

    internal TrainingDivergedException(int epoch, string what, double value)
        : base(FormattableString.Invariant(
            $"Training diverged: the {what} of epoch {epoch} is {value}. Lower LearningRate, or check the scale of the input column."))
        => Epoch = epoch;

    /// <summary>The epoch, from 1, in which that showed; 0 when it showed after the last.</summary>
    public int Epoch { get; }
}

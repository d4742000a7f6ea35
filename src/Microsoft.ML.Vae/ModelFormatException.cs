namespace Microsoft.ML.Vae;

/// <summary>A saved model or checkpoint is damaged, or this version cannot read it. The message names the faulty part.</summary>
public sealed class ModelFormatException : FormatException
{
    /// <summary>Creates the exception without a message.</summary>
    public ModelFormatException() { }

    /// <summary>Creates the exception with a message that names the faulty part.</summary>
    public ModelFormatException(string message) : base(message) { }

    /// <summary>Creates the exception with a message that names the faulty part, and with its cause.</summary>
    public ModelFormatException(string message, Exception innerException) : base(message, innerException) { }
}

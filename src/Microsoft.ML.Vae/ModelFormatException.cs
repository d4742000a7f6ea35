namespace Microsoft.ML.Vae;

/// <summary>A saved model is damaged, or is not one that this version can read. The message names the part at fault.</summary>
public sealed class ModelFormatException : FormatException
{
    /// <summary>Creates the exception without a message.</summary>
    public ModelFormatException() { }

    /// <summary>Creates the exception with a message that names the part at fault.</summary>
    public ModelFormatException(string message) : base(message) { }

    /// <summary>Creates the exception with a message that names the part at fault, and what caused it.</summary>
    public ModelFormatException(string message, Exception innerException) : base(message, innerException) { }
}

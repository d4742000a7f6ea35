namespace Microsoft.ML.Vae.Tool;

/// <summary>Data, a model or an option that cannot be used; the message names it and the remedy.</summary>
internal sealed class InputException(string message, Exception? cause = null) : FormatException(message, cause);

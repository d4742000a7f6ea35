namespace Microsoft.ML.Vae.Tool;

/// <summary>How the process ends.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>The data, the model or the machine is at fault; the message says what to do.</summary>
    public const int Failure = UserError.Failure;

    /// <summary>The command line is at fault.</summary>
    public const int Usage = 2;

    /// <summary>Ctrl+C ended the command, even if it kept what it had.</summary>
    public const int Interrupted = UserError.Interrupted;

    public const string Help = "0 success, 1 failure with a message, 2 wrong command line, 130 stopped by Ctrl+C";
}

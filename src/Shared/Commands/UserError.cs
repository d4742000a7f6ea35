namespace Microsoft.ML.Vae.Shared.Commands;

/// <summary>What a user can put right is told in a sentence; anything else is a defect and keeps its stack trace.</summary>
internal static class UserError
{
    public const int Failure = 1;

    /// <summary>What shells report of a process that Ctrl+C ended.</summary>
    public const int Interrupted = 130;

    /// <summary>Runs a command; the exit code says how it ended.</summary>
    public static int Guard(TextWriter error, Func<int> action)
    {
        try
        {
            return action();
        }
        catch (OperationCanceledException)
        {
            error.WriteLine("interrupted");
            return Interrupted;
        }
        catch (Exception e) when (Find(e) is not null)
        {
            error.WriteLine($"error: {Sentence(Find(e)!)}");
            return Failure;
        }
    }

    /// <summary>The message, without what .NET adds for programmers: the parameter and its value.</summary>
    private static string Sentence(Exception exception) =>
        exception is ArgumentException && exception.Message.IndexOf(" (Parameter '", StringComparison.Ordinal) is > 0 and var end
            ? exception.Message[..end]
            : exception.Message;

    /// <summary>
    /// The library's refusal of a model, or the first cause that a user can fix, or else the innermost invalid operation, such as a row
    /// that cannot be used; ML.NET wraps whatever goes wrong inside a model file or a parallel reader more than once.
    /// </summary>
    public static Exception? Find(Exception exception)
    {
        List<Exception> causes = [];
        for (var cause = exception; cause is not null; cause = cause.InnerException)
            causes.Add(cause);
        return causes.Find(cause => cause is ModelFormatException)
            ?? causes.Find(cause => cause is IOException or UnauthorizedAccessException or FormatException or ArgumentOutOfRangeException)
            ?? causes.FindLast(cause => cause is InvalidOperationException);
    }
}

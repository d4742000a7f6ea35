namespace Microsoft.ML.Runtime;

internal static partial class Contracts
{
    public static Exception ExceptEmpty(string paramName)
        => ExceptEmpty(paramName, $"{paramName} cannot be null or empty");

    public static Exception ExceptEmpty(this IExceptionContext ctx, string paramName)
        => ExceptEmpty(ctx, paramName, $"{paramName} cannot be null or empty");

    public static Exception ExceptEmpty(string paramName, string msg)
        => Process(new ArgumentOutOfRangeException(paramName, msg));

    public static Exception ExceptEmpty(this IExceptionContext ctx, string paramName, string msg)
        => Process(new ArgumentOutOfRangeException(paramName, msg), ctx);

    public static string CheckNonEmpty(string s, string paramName)
        => string.IsNullOrEmpty(s) ? throw ExceptEmpty(paramName) : s;

    public static string CheckNonEmpty(this IExceptionContext ctx, string s, string paramName)
        => string.IsNullOrEmpty(s) ? throw ExceptEmpty(ctx, paramName) : s;

    public static string CheckNonEmpty(string s, string paramName, string msg)
        => string.IsNullOrEmpty(s) ? throw ExceptEmpty(paramName, msg) : s;

    public static string CheckNonEmpty(this IExceptionContext ctx, string s, string paramName, string msg)
        => string.IsNullOrEmpty(s) ? throw ExceptEmpty(ctx, paramName, msg) : s;

    public static T[] CheckNonEmpty<T>(T[] args, string paramName)
        => args is null or { Length: 0 } ? throw ExceptEmpty(paramName) : args;

    public static T[] CheckNonEmpty<T>(this IExceptionContext ctx, T[] args, string paramName)
        => args is null or { Length: 0 } ? throw ExceptEmpty(ctx, paramName) : args;

    public static T[] CheckNonEmpty<T>(T[] args, string paramName, string msg)
        => args is null or { Length: 0 } ? throw ExceptEmpty(paramName, msg) : args;

    public static T[] CheckNonEmpty<T>(this IExceptionContext ctx, T[] args, string paramName, string msg)
        => args is null or { Length: 0 } ? throw ExceptEmpty(ctx, paramName, msg) : args;

    public static ICollection<T> CheckNonEmpty<T>(ICollection<T> args, string paramName)
        => args is null or { Count: 0 } ? throw ExceptEmpty(paramName) : args;

    public static ICollection<T> CheckNonEmpty<T>(this IExceptionContext ctx, ICollection<T> args, string paramName)
        => args is null or { Count: 0 } ? throw ExceptEmpty(ctx, paramName) : args;

    public static ICollection<T> CheckNonEmpty<T>(ICollection<T> args, string paramName, string msg)
        => args is null or { Count: 0 } ? throw ExceptEmpty(paramName, msg) : args;

    public static ICollection<T> CheckNonEmpty<T>(this IExceptionContext ctx, ICollection<T> args, string paramName, string msg)
        => args is null or { Count: 0 } ? throw ExceptEmpty(ctx, paramName, msg) : args;
}

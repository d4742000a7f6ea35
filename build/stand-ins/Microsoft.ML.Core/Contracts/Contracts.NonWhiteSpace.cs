namespace Microsoft.ML.Runtime;

internal static partial class Contracts
{
    public static Exception ExceptWhiteSpace(string paramName)
        => ExceptEmpty(paramName, $"{paramName} cannot be null or white space");

    public static Exception ExceptWhiteSpace(this IExceptionContext ctx, string paramName)
        => ExceptEmpty(ctx, paramName, $"{paramName} cannot be null or white space");

    public static string CheckNonWhiteSpace(string s, string paramName)
        => string.IsNullOrWhiteSpace(s) ? throw ExceptWhiteSpace(paramName) : s;

    public static string CheckNonWhiteSpace(this IExceptionContext ctx, string s, string paramName)
        => string.IsNullOrWhiteSpace(s) ? throw ExceptWhiteSpace(ctx, paramName) : s;

    public static string CheckNonWhiteSpace(string s, string paramName, string msg)
        => string.IsNullOrWhiteSpace(s) ? throw ExceptEmpty(paramName, msg) : s;

    public static string CheckNonWhiteSpace(this IExceptionContext ctx, string s, string paramName, string msg)
        => string.IsNullOrWhiteSpace(s) ? throw ExceptEmpty(ctx, paramName, msg) : s;
}

namespace Microsoft.ML.Runtime;

internal static partial class Contracts
{
    public static Exception ExceptParam(string paramName)
        => Process(new ArgumentOutOfRangeException(paramName));

    public static Exception ExceptParam(this IExceptionContext ctx, string paramName)
        => Process(new ArgumentOutOfRangeException(paramName), ctx);

    public static Exception ExceptParam(string paramName, string msg)
        => Process(new ArgumentOutOfRangeException(paramName, msg));

    public static Exception ExceptParam(this IExceptionContext ctx, string paramName, string msg)
        => Process(new ArgumentOutOfRangeException(paramName, msg), ctx);

    public static Exception ExceptParam(string paramName, string msg, params object[] args)
        => Process(new ArgumentOutOfRangeException(paramName, Format(msg, args)));

    public static Exception ExceptParam(this IExceptionContext ctx, string paramName, string msg, params object[] args)
        => Process(new ArgumentOutOfRangeException(paramName, Format(msg, args)), ctx);

    public static void CheckParam(bool f, string paramName)
    {
        if (!f)
            throw ExceptParam(paramName);
    }

    public static void CheckParam(this IExceptionContext ctx, bool f, string paramName)
    {
        if (!f)
            throw ExceptParam(ctx, paramName);
    }

    public static void CheckParam(bool f, string paramName, string msg)
    {
        if (!f)
            throw ExceptParam(paramName, msg);
    }

    public static void CheckParam(this IExceptionContext ctx, bool f, string paramName, string msg)
    {
        if (!f)
            throw ExceptParam(ctx, paramName, msg);
    }
}

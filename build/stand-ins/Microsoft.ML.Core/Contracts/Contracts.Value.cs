namespace Microsoft.ML.Runtime;

internal static partial class Contracts
{
    public static Exception ExceptValue(string paramName)
        => Process(new ArgumentNullException(paramName));

    public static Exception ExceptValue(this IExceptionContext ctx, string paramName)
        => Process(new ArgumentNullException(paramName), ctx);

    public static Exception ExceptValue(string paramName, string msg)
        => Process(new ArgumentNullException(paramName, msg));

    public static Exception ExceptValue(this IExceptionContext ctx, string paramName, string msg)
        => Process(new ArgumentNullException(paramName, msg), ctx);

    public static void CheckValue<T>(T val, string paramName)
        where T : class
    {
        if (val is null)
            throw ExceptValue(paramName);
    }

    public static void CheckValue<T>(this IExceptionContext ctx, T val, string paramName)
        where T : class
    {
        if (val is null)
            throw ExceptValue(ctx, paramName);
    }

    public static T CheckValue<T>(T val, string paramName, string msg)
        where T : class
        => val ?? throw ExceptValue(paramName, msg);

    public static T CheckValue<T>(this IExceptionContext ctx, T val, string paramName, string msg)
        where T : class
        => val ?? throw ExceptValue(ctx, paramName, msg);
}

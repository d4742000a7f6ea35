namespace Microsoft.ML.Runtime;

internal static partial class Contracts
{
    public static Exception ExceptDecode()
        => Process(new FormatException());

    public static Exception ExceptDecode(this IExceptionContext ctx)
        => Process(new FormatException(), ctx);

    public static Exception ExceptDecode(string msg)
        => Process(new FormatException(msg));

    public static Exception ExceptDecode(this IExceptionContext ctx, string msg)
        => Process(new FormatException(msg), ctx);

    public static Exception ExceptDecode(string msg, params object[] args)
        => Process(new FormatException(Format(msg, args)));

    public static Exception ExceptDecode(this IExceptionContext ctx, string msg, params object[] args)
        => Process(new FormatException(Format(msg, args)), ctx);

    public static Exception ExceptDecode(Exception inner, string msg)
        => Process(new FormatException(msg, inner));

    public static Exception ExceptDecode(this IExceptionContext ctx, Exception inner, string msg)
        => Process(new FormatException(msg, inner), ctx);

    public static Exception ExceptDecode(Exception inner, string msg, params object[] args)
        => Process(new FormatException(Format(msg, args), inner));

    public static Exception ExceptDecode(this IExceptionContext ctx, Exception inner, string msg, params object[] args)
        => Process(new FormatException(Format(msg, args), inner), ctx);

    public static void CheckDecode(bool f)
    {
        if (!f)
            throw ExceptDecode();
    }

    public static void CheckDecode(this IExceptionContext ctx, bool f)
    {
        if (!f)
            throw ExceptDecode(ctx);
    }

    public static void CheckDecode(bool f, string msg)
    {
        if (!f)
            throw ExceptDecode(msg);
    }

    public static void CheckDecode(this IExceptionContext ctx, bool f, string msg)
    {
        if (!f)
            throw ExceptDecode(ctx, msg);
    }
}

namespace Microsoft.ML.Runtime;

internal static partial class Contracts
{
    public static Exception ExceptUserArg(string name)
        => Process(new ArgumentOutOfRangeException(name));

    public static Exception ExceptUserArg(this IExceptionContext ctx, string name)
        => Process(new ArgumentOutOfRangeException(name), ctx);

    public static Exception ExceptUserArg(string name, string msg)
        => Process(new ArgumentOutOfRangeException(name, msg));

    public static Exception ExceptUserArg(this IExceptionContext ctx, string name, string msg)
        => Process(new ArgumentOutOfRangeException(name, msg), ctx);

    public static void CheckUserArg(bool f, string name)
    {
        if (!f)
            throw ExceptUserArg(name);
    }

    public static void CheckUserArg(this IExceptionContext ctx, bool f, string name)
    {
        if (!f)
            throw ExceptUserArg(ctx, name);
    }

    public static void CheckUserArg(bool f, string name, string msg)
    {
        if (!f)
            throw ExceptUserArg(name, msg);
    }

    public static void CheckUserArg(this IExceptionContext ctx, bool f, string name, string msg)
    {
        if (!f)
            throw ExceptUserArg(ctx, name, msg);
    }
}

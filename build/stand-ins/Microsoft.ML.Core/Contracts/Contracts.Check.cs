namespace Microsoft.ML.Runtime;

internal static partial class Contracts
{
    public static void Check(bool f)
    {
        if (!f)
            throw Except();
    }

    public static void Check(this IExceptionContext ctx, bool f)
    {
        if (!f)
            throw Except(ctx);
    }

    public static void Check(bool f, string msg)
    {
        if (!f)
            throw Except(msg);
    }

    public static void Check(this IExceptionContext ctx, bool f, string msg)
    {
        if (!f)
            throw Except(ctx, msg);
    }

    public static void CheckAlive(this IHostEnvironment env)
    {
        if (env is ICancelable { IsCanceled: true })
            throw Process(new OperationCanceledException("Operation was canceled."), env);
    }
}

namespace Microsoft.ML.Runtime;

internal static partial class Contracts
{
    public static Exception ExceptNotSupp(this IExceptionContext ctx, string msg, params object[] args)
        => Process(new NotSupportedException(Format(msg, args)), ctx);

    public static Exception ExceptNotImpl(this IExceptionContext ctx, string msg, params object[] args)
        => Process(new NotImplementedException(Format(msg, args)), ctx);
}

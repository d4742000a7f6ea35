using System.Reflection;

namespace Microsoft.ML.Vae.Tests.Training;

/// <summary>ML.NET's own switch, which is internal to it: AutoML throws it.</summary>
internal static class ContextSwitch
{
    private static readonly MethodInfo _cancel =
        typeof(MLContext).GetMethod("CancelExecution", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)!;

    public static void Cancel(this MLContext context) => _cancel.Invoke(context, null);
}

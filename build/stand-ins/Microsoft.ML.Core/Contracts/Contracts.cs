using System.Globalization;

namespace Microsoft.ML.Runtime;

/// <summary>Argument and state checks, and the exceptions they throw; each exception passes through its context.</summary>
internal static partial class Contracts
{
    public const string IsMarkedKey = "ML_IsMarked";
    public const string SensitivityKey = "ML_Sensitivity";

    public static TException Mark<TException>(TException ex)
        where TException : Exception
    {
        ex.Data[IsMarkedKey] = 1;
        return ex;
    }

    public static bool IsMarked(this Exception ex) => ex.Data.Contains(IsMarkedKey);

    public static TException MarkSensitive<TException>(this TException ex, MessageSensitivity sensitivity)
        where TException : Exception
    {
        var before = ex.Data[SensitivityKey] as MessageSensitivity? ?? MessageSensitivity.None;
        ex.Data[SensitivityKey] = before | sensitivity;
        return ex;
    }

    private static TException Process<TException>(TException ex, IExceptionContext ctx = null)
        where TException : Exception
        => ctx == null ? Mark(ex) : ctx.Process(ex);

    /// <summary>A message whose arguments do not fit its format is shown as the format itself.</summary>
    private static string Format(string msg, object[] args)
    {
        try
        {
            return string.Format(CultureInfo.InvariantCulture, msg, args);
        }
        catch (FormatException)
        {
            return msg;
        }
    }
}

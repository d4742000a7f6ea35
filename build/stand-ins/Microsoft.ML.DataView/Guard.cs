namespace Microsoft.ML.Internal.DataView;

/// <summary>Argument checks that throw what ML.NET throws.</summary>
internal static class Guard
{
    public static void Param(bool holds, string paramName)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(paramName);
    }

    public static void Param(bool holds, string paramName, string message)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(paramName, message);
    }

    /// <summary>Names are rejected as null even when they are only empty.</summary>
    public static void Name(string name, string paramName)
    {
        if (string.IsNullOrEmpty(name))
            throw new ArgumentNullException(paramName);
    }
}

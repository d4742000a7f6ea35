namespace Microsoft.ML.Data;

/// <summary>What a getter says where there is no row.</summary>
internal static class CursorState
{
    public const string NoRow = "Values cannot be fetched at this time. This method was called either before the first call to MoveNext, "
        + "or at any point after that method returned false.";
}

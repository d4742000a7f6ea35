namespace Microsoft.ML.Runtime;

internal static partial class Contracts
{
    public static Exception ExceptSchemaMismatch(string paramName, string columnRole, string columnName)
        => ExceptParam(paramName, Missing(columnRole, columnName));

    public static Exception ExceptSchemaMismatch(this IExceptionContext ctx, string paramName, string columnRole, string columnName)
        => ExceptParam(ctx, paramName, Missing(columnRole, columnName));

    public static Exception ExceptSchemaMismatch(
        string paramName, string columnRole, string columnName, string expectedType, string actualType)
        => ExceptParam(paramName, WrongType(columnRole, columnName, expectedType, actualType));

    public static Exception ExceptSchemaMismatch(
        this IExceptionContext ctx, string paramName, string columnRole, string columnName, string expectedType, string actualType)
        => ExceptParam(ctx, paramName, WrongType(columnRole, columnName, expectedType, actualType));

    private static string Missing(string role, string name) => $"Could not find {role} column '{name}'";

    private static string WrongType(string role, string name, string expected, string actual)
        => actual == null
            ? Missing(role, name)
            : $"Schema mismatch for {role} column '{name}': expected {expected}, got {actual}";
}

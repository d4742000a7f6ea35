using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>From getters whose value type is known at run time only to typed ones.</summary>
internal static class TypedGetter
{
    public static ValueGetter<TValue> Cast<TValue>(Delegate getter, IExceptionContext context) =>
        getter as ValueGetter<TValue>
        ?? throw context.Except($"Invalid TValue in GetGetter: '{typeof(TValue)}', expected type: '{getter.GetType().GetGenericArguments()[0]}'.");

    /// <summary>A row's getter by its column's own type.</summary>
    public static Delegate Of(DataViewRow row, DataViewSchema.Column column) =>
        column.Type.RawType.Call<DataViewRow, DataViewSchema.Column, Delegate>(Of<int>, row, column);

    private static ValueGetter<TValue> Of<TValue>(DataViewRow row, DataViewSchema.Column column) => row.GetGetter<TValue>(column);
}

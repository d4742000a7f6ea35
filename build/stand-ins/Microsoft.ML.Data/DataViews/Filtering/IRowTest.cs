namespace Microsoft.ML.Data;

/// <summary>Says which rows stay.</summary>
internal interface IRowTest
{
    /// <summary>Whether the row's place among the others counts.</summary>
    bool DependsOnOrder { get; }

    DataViewSchema.Column[] ColumnsNeeded { get; }

    /// <summary>A function to call once on each row of the cursor.</summary>
    Func<bool> IsKept(DataViewRow row);
}

namespace Microsoft.ML.Data;

/// <summary>Gives each row a number, the same in every cursor.</summary>
internal interface IRowNumbers
{
    /// <summary>Whether the row's place among the others counts.</summary>
    bool DependsOnOrder { get; }

    /// <summary>What the numbers are made from.</summary>
    DataViewSchema.Column[] ColumnsNeeded { get; }

    /// <summary>A function to call once on each row of the cursor.</summary>
    Func<double> NumberOf(DataViewRow row);
}

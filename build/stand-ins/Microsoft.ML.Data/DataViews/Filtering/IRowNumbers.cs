namespace Microsoft.ML.Data;

/// <summary>Gives each row a number in [0, 1), the same in every cursor.</summary>
internal interface IRowNumbers
{
    /// <summary>What the numbers are made from.</summary>
    DataViewSchema.Column[] ColumnsNeeded { get; }

    /// <summary>A function to call once on each row of the cursor.</summary>
    Func<double> NumberOf(DataViewRow row);
}

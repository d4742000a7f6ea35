namespace Microsoft.ML.Data;

/// <summary>Numbers drawn row by row from a seed.</summary>
internal sealed class RandomRowNumbers(int seed) : IRowNumbers
{
    public bool DependsOnOrder => true;

    public DataViewSchema.Column[] ColumnsNeeded => [];

    public Func<double> NumberOf(DataViewRow row) => RandomUtils.Create(seed).NextDouble;
}

namespace Microsoft.ML;

/// <summary>Reads a source into a data view.</summary>
public interface IDataLoader<in TSource> : ICanSaveModel
{
    IDataView Load(TSource input);

    DataViewSchema GetOutputSchema();
}

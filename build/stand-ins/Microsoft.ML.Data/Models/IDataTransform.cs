namespace Microsoft.ML.Data;

/// <summary>A view made from another view, which can be saved.</summary>
internal interface IDataTransform : IDataView, ICanSaveModel
{
    IDataView Source { get; }
}

namespace Microsoft.ML.Data;

/// <summary>A type whose values own something: vectors, images.</summary>
public abstract class StructuredDataViewType : DataViewType
{
    protected StructuredDataViewType(Type rawType)
        : base(rawType)
    {
    }
}

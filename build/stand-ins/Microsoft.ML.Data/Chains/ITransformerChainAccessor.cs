namespace Microsoft.ML.Data;

/// <summary>The elements of a chain, whatever its last one's type.</summary>
internal interface ITransformerChainAccessor
{
    ITransformer[] Transformers { get; }

    TransformerScope[] Scopes { get; }
}

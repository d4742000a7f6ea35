using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Estimators one after another: each is fitted on what the ones before it make of the data.</summary>
public sealed class EstimatorChain<TLastTransformer> : IEstimator<TransformerChain<TLastTransformer>>
    where TLastTransformer : class, ITransformer
{
    public readonly IEstimator<TLastTransformer> LastEstimator;

    private readonly IHost _host;
    private readonly Link[] _links;

    public EstimatorChain()
        => _links = [];

    private EstimatorChain(IHostEnvironment env, Link[] links)
    {
        _host = env?.Register(nameof(EstimatorChain<TLastTransformer>));
        _links = links;
        LastEstimator = links[^1].Estimator as IEstimator<TLastTransformer>;
    }

    /// <summary>Checks the schema along the whole chain before the first estimator is fitted.</summary>
    public TransformerChain<TLastTransformer> Fit(IDataView input)
    {
        GetOutputSchema(SchemaShape.Create(input.Schema));
        var transformers = new List<ITransformer>();
        foreach (var link in _links)
        {
            var transformer = link.Estimator.Fit(input);
            transformers.Add(transformer);
            input = transformer.Transform(input);
            if (link.CacheAfter && transformers.Count < _links.Length)
                input = new CacheView(_host, input, []);
        }
        return new TransformerChain<TLastTransformer>(transformers, _links.Select(link => link.Scope));
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
        => _links.Aggregate(inputSchema, (schema, link) => link.Estimator.GetOutputSchema(schema));

    public EstimatorChain<TNewTrans> Append<TNewTrans>(
        IEstimator<TNewTrans> estimator, TransformerScope scope = TransformerScope.Everything)
        where TNewTrans : class, ITransformer
    {
        Contracts.CheckValue(estimator, nameof(estimator));
        return new EstimatorChain<TNewTrans>(_host, [.. _links, new Link(estimator, scope, CacheAfter: false)]);
    }

    public EstimatorChain<TLastTransformer> AppendCacheCheckpoint(IHostEnvironment env)
    {
        Contracts.CheckValue(env, nameof(env));
        if (_links.Length == 0)
            throw new InvalidOperationException("Current estimator chain has no estimator, can't append cache checkpoint.");
        return _links[^1].CacheAfter
            ? this
            : new EstimatorChain<TLastTransformer>(env, [.. _links[..^1], _links[^1] with { CacheAfter = true }]);
    }
}

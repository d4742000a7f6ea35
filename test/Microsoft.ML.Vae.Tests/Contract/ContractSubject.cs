using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Contract;

/// <summary>An estimator and the data to try it on.</summary>
internal sealed record ContractSubject
{
    public required Func<MLContext, IEstimator<ITransformer>> Estimator { get; init; }

    public required Func<MLContext, IDataView> Data { get; init; }

    public IReadOnlyList<InvalidInput> Invalid { get; init; } = [];

    /// <summary>Whether a second fit of the same object gives the same transformer, as a fit in a new context with the same seed always must.</summary>
    public bool RefitsEqually { get; init; } = true;

    /// <summary>Whether all of the input's columns are of types that a saved schema can hold: images are not.</summary>
    public bool CanSaveInputSchema { get; init; } = true;
}

/// <summary>Data that an estimator must refuse.</summary>
/// <param name="Data">Makes it.</param>
/// <param name="Words">What every message must contain.</param>
internal sealed record InvalidInput(Func<MLContext, IDataView> Data, string Words)
{
    /// <summary>Whether already the estimator refuses it; otherwise it may be trained on, and only the subject's transformer refuses it.</summary>
    public bool FailsFit { get; init; } = true;

    /// <summary>Whether an InvalidOperationException will do too, as from ML.NET's predictors.</summary>
    public bool MayBeInvalidOperation { get; init; }
}

/// <summary>A subject that has been fitted, and its copy from a file.</summary>
internal sealed record FittedSubject(MLContext Context, IDataView Data, IEstimator<ITransformer> Estimator, ITransformer Transformer, ITransformer Loaded)
{
    /// <summary>The data as a view that can shuffle and be read by several cursors at once, unless it has columns, such as images, that no cache holds.</summary>
    public IDataView Shareable => Data.Schema.All(column => column.Type is PrimitiveDataViewType or VectorDataViewType) ? Context.Data.Cache(Data) : Data;
}

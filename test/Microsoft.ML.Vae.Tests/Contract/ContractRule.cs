namespace Microsoft.ML.Vae.Tests.Contract;

/// <summary>What <see cref="EstimatorContract"/> asks of every estimator, in the order in which it asks.</summary>
internal enum ContractRule
{
    NullArguments,
    PromisedSchema,
    DeliveredSchema,
    InvalidInput,
    Cursors,
    CursorSets,
    Shuffling,
    RowMapper,
    Persistence,
    Savers,
    Reapplication,
    Chain,
    NoRows,
    Refit,
    Disposal,
}

using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Contract.Faults;

/// <summary>A sound estimator, CopyColumns from "A" to "Copy", and ways to break it.</summary>
internal static class Faulty
{
    private const int Rows = 20;

    public static IDataView Data(MLContext context) => Row.View(context, Rows);

    public static InvalidInput Missing { get; } = new(
        context => context.Data.LoadFromEnumerable([new { Unrelated = 1f }]), "Could not find input column 'A'");

    public static ContractSubject Estimator(Func<IEstimator<ITransformer>, IEstimator<ITransformer>> broken) => new()
    {
        Estimator = context => broken(context.Transforms.CopyColumns("Copy", "A")),
        Data = Data,
        Invalid = [Missing],
    };

    public static ContractSubject Transformer(Func<ITransformer, ITransformer> broken) =>
        Estimator(inner => new FaultyEstimator(inner) { Fitted = broken });

    public static ContractSubject View(Func<IDataView, IDataView> broken) =>
        Transformer(inner => new FaultyTransformer(inner) { Transforming = input => broken(inner.Transform(input)) });

    public static ContractSubject Cursor(Func<DataViewRowCursor, DataViewRowCursor> broken) => View(view => new FaultyView(view) { Cursor = broken });

    public static ContractSubject Mapper(Func<IRowToRowMapper, IRowToRowMapper> broken) =>
        Transformer(inner => new FaultyTransformer(inner) { Mapper = schema => broken(inner.GetRowToRowMapper(schema)) });
}

using System.Reflection;
using Microsoft.ML.Vae.Tests.Contract.Checks;

namespace Microsoft.ML.Vae.Tests.Contract;

/// <summary>
/// What any ML.NET program may rely on, whichever estimator it holds: the checks that ML.NET's test base makes of each of its own estimators, and
/// what the documentation of its interfaces promises beyond those. Every column of the schema is covered, whatever the estimator adds.
/// </summary>
internal static class EstimatorContract
{
    private const int Seed = 1;

    /// <summary>Checks every rule in turn.</summary>
    /// <exception cref="ContractException">A rule is broken.</exception>
    public static void Check(ContractSubject subject)
    {
        FittedSubject fitted = Fit(subject);
        Under(ContractRule.NullArguments, () => NullArgumentCheck.Run(fitted));
        Under(ContractRule.DeliveredSchema, () => SchemaCheck.Run(fitted));
        Under(ContractRule.InvalidInput, () => InvalidInputCheck.Run(fitted, subject.Invalid));
        Under(ContractRule.Cursors, () => CursorCheck.Run(fitted));
        Under(ContractRule.CursorSets, () => CursorSetCheck.Run(fitted));
        Under(ContractRule.Shuffling, () => ShufflingCheck.Run(fitted));
        Under(ContractRule.RowMapper, () => RowMapperCheck.Run(fitted));
        Under(ContractRule.Persistence, () => PersistenceCheck.Run(fitted, subject.CanSaveInputSchema));
        Under(ContractRule.Savers, () => SaverCheck.Run(fitted));
        Under(ContractRule.Reapplication, () => ReapplicationCheck.Run(fitted));
        Under(ContractRule.Chain, () => ChainCheck.Run(fitted));
        Under(ContractRule.NoRows, () => NoRowsCheck.Run(fitted));
        Under(ContractRule.Refit, () => RefitCheck.Run(fitted, subject.RefitsEqually ? fitted.Estimator.Fit : null, Refit(subject)));
        Under(ContractRule.Disposal, () => DisposalCheck.Run(fitted));
    }

    /// <summary>What a check did not expect to be thrown breaks its rule too.</summary>
    private static void Under(ContractRule rule, Action check)
    {
        try
        {
            check();
        }
        catch (Exception exception) when (exception is not ContractException)
        {
            Exception cause = exception is TargetInvocationException { InnerException: { } inner } ? inner : exception;   // ML.NET makes some getters by reflection
            throw new ContractException(rule, $"{cause.GetType().Name}: {cause.Message}", exception);
        }
    }

    private static FittedSubject Fit(ContractSubject subject)
    {
        var context = new MLContext(Seed);
        IDataView data = subject.Data(context);
        IEstimator<ITransformer> estimator = subject.Estimator(context);
        ITransformer transformer = estimator.Fit(data);
        return new FittedSubject(context, data, estimator, transformer, PersistenceCheck.Reload(context, transformer, data.Schema, out _));
    }

    private static Func<ITransformer> Refit(ContractSubject subject) => () =>
    {
        var context = new MLContext(Seed);
        IDataView data = subject.Data(context);
        return subject.Estimator(context).Fit(data);
    };
}

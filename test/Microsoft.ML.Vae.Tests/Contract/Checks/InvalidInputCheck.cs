namespace Microsoft.ML.Vae.Tests.Contract.Checks;

/// <summary>Data that does not fit is refused before any row is read, at every entrance, with ML.NET's exception.</summary>
internal static class InvalidInputCheck
{
    private const string Mark = "ML_IsMarked";   // what ML.NET leaves in the Data of exceptions that are meant for the user

    public static void Run(FittedSubject fitted, IEnumerable<InvalidInput> invalid)
    {
        foreach (InvalidInput input in invalid)
        {
            IDataView data = input.Data(fitted.Context);
            if (input.FailsFit)
                RefusedByEstimator(fitted.Estimator, data, input);
            else
                AcceptedByEstimator(fitted.Estimator, data);
            RefusedByTransformer("", fitted.Transformer, data, input);
            RefusedByTransformer("loaded ", fitted.Loaded, data, input);
        }
    }

    private static void RefusedByEstimator(IEstimator<ITransformer> estimator, IDataView data, InvalidInput input)
    {
        Refused("GetOutputSchema of the estimator", () => estimator.GetOutputSchema(SchemaShapes.Of(data)), input);
        Refused("Fit", () => estimator.Fit(data), input);
    }

    private static void AcceptedByEstimator(IEstimator<ITransformer> estimator, IDataView data)
    {
        Exception? got = Record.Exception(() =>
        {
            estimator.GetOutputSchema(SchemaShapes.Of(data));
            (estimator.Fit(data) as IDisposable)?.Dispose();
        });
        ContractException.Require(got is null, ContractRule.InvalidInput, $"data to train on was refused: {got?.Message}");
    }

    private static void RefusedByTransformer(string which, ITransformer transformer, IDataView data, InvalidInput input)
    {
        Refused($"GetOutputSchema of the {which}transformer", () => transformer.GetOutputSchema(data.Schema), input);
        Refused($"Transform of the {which}transformer", () => transformer.Transform(data), input);
        if (transformer.IsRowToRowMapper)
            Refused($"GetRowToRowMapper of the {which}transformer", () => transformer.GetRowToRowMapper(data.Schema), input);
    }

    private static void Refused(string place, Action action, InvalidInput input)
    {
        Exception? got = Record.Exception(action);
        ContractException.Require(got is not null, ContractRule.InvalidInput, $"{place} accepts what should fail with '{input.Words}'.");
        ContractException.Require(IsTheirs(got!, input), ContractRule.InvalidInput,
            $"{place} throws {got!.GetType().Name}, not ML.NET's ArgumentOutOfRangeException.");
        ContractException.Require(got!.Message.Contains(input.Words, StringComparison.Ordinal), ContractRule.InvalidInput,
            $"{place} says '{got.Message}', not '{input.Words}'.");
    }

    private static bool IsTheirs(Exception exception, InvalidInput input) => exception.Data.Contains(Mark)
        && (exception is ArgumentOutOfRangeException || input.MayBeInvalidOperation && exception is InvalidOperationException);
}

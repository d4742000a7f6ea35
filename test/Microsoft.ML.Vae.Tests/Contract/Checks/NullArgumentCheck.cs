namespace Microsoft.ML.Vae.Tests.Contract.Checks;

/// <summary>Null is refused as such, except by Fit, where ML.NET's own chain and trainers do not look.</summary>
internal static class NullArgumentCheck
{
    public static void Run(FittedSubject fitted)
    {
        Refuses("GetOutputSchema of the estimator", () => fitted.Estimator.GetOutputSchema(null!));
        Refuses("GetOutputSchema of the transformer", () => fitted.Transformer.GetOutputSchema(null!));
        Refuses("Transform", () => fitted.Transformer.Transform(null!));
        if (fitted.Transformer.IsRowToRowMapper)
            Refuses("GetRowToRowMapper", () => fitted.Transformer.GetRowToRowMapper(null!));
    }

    private static void Refuses(string place, Action action)
    {
        Exception? got = Record.Exception(action);
        ContractException.Require(got is ArgumentNullException, ContractRule.NullArguments, $"{place} answers null with {got?.GetType().Name ?? "nothing"}.");
    }
}

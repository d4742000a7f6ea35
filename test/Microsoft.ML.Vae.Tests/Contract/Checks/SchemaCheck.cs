namespace Microsoft.ML.Vae.Tests.Contract.Checks;

/// <summary>The estimator's promise, the transformer's propagation and the view's schema are one.</summary>
internal static class SchemaCheck
{
    public static void Run(FittedSubject fitted)
    {
        DataViewSchema propagated = fitted.Transformer.GetOutputSchema(fitted.Data.Schema);
        IDataView view = fitted.Transformer.Transform(fitted.Data);
        SchemaComparison.RequireSame(view.Schema, propagated, ContractRule.DeliveredSchema, "Transform");
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        ContractException.Require(ReferenceEquals(cursor.Schema, view.Schema), ContractRule.DeliveredSchema, "a cursor has another schema than its view.");
        ShapeComparison.RequireSame(
            fitted.Estimator.GetOutputSchema(SchemaShapes.Of(fitted.Data)), SchemaShapes.Of(view), ContractRule.PromisedSchema);
    }
}

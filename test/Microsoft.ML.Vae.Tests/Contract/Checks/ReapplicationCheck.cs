using System.Reflection;
using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Contract.Checks;

/// <summary>ML.NET can apply a view's transform to other data, as its trainers and importance measures do.</summary>
internal static class ReapplicationCheck
{
    private const ContractRule Rule = ContractRule.Reapplication;

    private static readonly MethodInfo _apply = typeof(IDataView).Assembly.GetReferencedAssemblies()
        .Select(Assembly.Load).Append(typeof(TextLoader).Assembly)
        .Select(assembly => assembly.GetType("Microsoft.ML.Data.ApplyTransformUtils")?.GetMethod("ApplyAllTransformsToData"))
        .First(method => method is not null)!;

    public static void Run(FittedSubject fitted)
    {
        IDataView view = fitted.Transformer.Transform(fitted.Data);
        if (view.GetType().GetInterface("Microsoft.ML.Data.IDataTransform") is null)
            return;   // to ML.NET such a view is a source
        IDataView other = fitted.Context.Data.TakeRows(fitted.Data, 5);

        IDataView again = Apply(fitted.Context, view, other, fitted.Data);

        SchemaComparison.RequireSame(again.Schema, view.Schema, Rule, "applied to other data");
        RowComparison.RequireSame(
            RowSnapshot.ReadAll(again), RowSnapshot.ReadAll(fitted.Transformer.Transform(other)), view.Schema, Rule, "applied to other data", exactly: true);
    }

    public static IDataView Apply(MLContext context, IDataView view, IDataView data, IDataView? from = null) =>
        (IDataView)_apply.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [context, view, data, from], null)!;
}

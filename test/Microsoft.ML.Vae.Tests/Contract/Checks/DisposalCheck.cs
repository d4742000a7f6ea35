using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Contract.Checks;

/// <summary>Disposing a transformer takes nothing from another one, may be repeated, and never crashes whoever still reads.</summary>
internal static class DisposalCheck
{
    private const ContractRule Rule = ContractRule.Disposal;

    public static void Run(FittedSubject fitted)
    {
        List<RowSnapshot> expected = RowSnapshot.ReadAll(fitted.Transformer.Transform(fitted.Data));
        Dispose("loaded", fitted.Loaded, fitted.Data);
        IDataView view = fitted.Transformer.Transform(fitted.Data);
        List<RowSnapshot>? rows = null;
        Exception? got = Record.Exception(() => rows = RowSnapshot.ReadAll(view));
        ContractException.Require(got is null, Rule, $"after the loaded copy was disposed, the original gives {got?.GetType().Name}.");
        RowComparison.RequireSame(rows!, expected, view.Schema, Rule, "after the loaded copy was disposed");
        Dispose("original", fitted.Transformer, fitted.Data);
    }

    private static void Dispose(string which, ITransformer transformer, IDataView data)
    {
        if (transformer is not IDisposable disposable)
            return;
        var source = new TrackedView(data);
        IDataView view = transformer.Transform(source);
        DataViewRowCursor open = view.GetRowCursor(view.Schema);
        open.MoveNext();

        Quietly($"the first disposal of the {which}", disposable.Dispose);
        Quietly($"the second disposal of the {which}", disposable.Dispose);
        OrRefused($"an open cursor of the disposed {which}", () => RowSnapshot.Read(open, view.Schema));
        OrRefused($"a new cursor of the disposed {which}", () => RowSnapshot.ReadAll(view));
        ContractException.Require(source.Open == 0, Rule, $"{source.Open} cursors stay open after disposal of the {which}.");
    }

    private static void Quietly(string what, Action action)
    {
        Exception? got = Record.Exception(action);
        ContractException.Require(got is null, Rule, $"{what} throws {got?.GetType().Name}.");
    }

    private static void OrRefused(string what, Action action)
    {
        Exception? got = Record.Exception(action)?.GetBaseException();   // reading on several threads wraps it
        ContractException.Require(got is null or ObjectDisposedException, Rule, $"{what} throws {got?.GetType().Name}, not ObjectDisposedException.");
    }
}

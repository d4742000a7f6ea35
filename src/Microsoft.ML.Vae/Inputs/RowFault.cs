namespace Microsoft.ML.Vae.Inputs;

/// <summary>Why a model cannot use a row.</summary>
/// <param name="Column">The column at fault.</param>
/// <param name="What">What is wrong.</param>
/// <param name="Slot">The slot of a vector, if it is one slot's fault.</param>
/// <param name="Cause">The exception of the reading, if there was one.</param>
internal sealed record RowFault(string Column, string What, int? Slot = null, Exception? Cause = null)
{
    /// <summary>The exception for the row at a place.</summary>
    public Exception At(IExceptionContext context, RowPlace place)
    {
        string slot = Slot is null ? "" : FormattableString.Invariant($", slot {Slot}");
        return context.Process(new InvalidOperationException($"Column '{Column}', {place}{slot}: {What.TrimEnd('.')}.", Cause));
    }
}

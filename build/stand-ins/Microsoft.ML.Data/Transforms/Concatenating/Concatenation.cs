using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>An output column and what it is joined from.</summary>
internal sealed record Concatenation(string Name, ConcatenatedSource[] Sources)
{
    // An id for the output, the number of sources (Int32), then for each an id for its name and one for its alias (-1 for none).
    public static Concatenation Load(ModelLoadContext ctx)
    {
        var name = ctx.LoadNonEmptyString();
        var count = ctx.Reader.ReadInt32();
        Contracts.CheckDecode(count > 0);
        var sources = new ConcatenatedSource[count];
        for (var i = 0; i < count; i++)
            sources[i] = new ConcatenatedSource(ctx.LoadNonEmptyString(), ctx.LoadStringOrNull());
        return new Concatenation(name, sources);
    }

    public void Save(ModelSaveContext ctx)
    {
        ctx.SaveNonEmptyString(Name);
        ctx.Writer.Write(Sources.Length);
        foreach (var source in Sources)
        {
            ctx.SaveNonEmptyString(source.Name);
            ctx.SaveStringOrNull(source.Alias);
        }
    }
}

/// <summary>A source column; the alias, which only files written elsewhere have, replaces its name in slot names.</summary>
internal sealed record ConcatenatedSource(string Name, string Alias);

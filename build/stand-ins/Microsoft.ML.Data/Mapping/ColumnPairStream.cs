namespace Microsoft.ML.Data;

/// <summary>Pairs of columns in a model: their number (Int32), then each pair's output and input name (string ids).</summary>
internal static class ColumnPairStream
{
    public static (string Output, string Input)[] Load(ModelLoadContext ctx)
    {
        var pairs = new (string, string)[ctx.Reader.ReadInt32()];
        for (var i = 0; i < pairs.Length; i++)
            pairs[i] = (ctx.LoadNonEmptyString(), ctx.LoadNonEmptyString());
        return pairs;
    }

    public static void Save(ModelSaveContext ctx, (string Output, string Input)[] pairs)
    {
        ctx.Writer.Write(pairs.Length);
        foreach (var (output, input) in pairs)
        {
            ctx.SaveNonEmptyString(output);
            ctx.SaveNonEmptyString(input);
        }
    }
}

namespace Microsoft.ML.Vae.Visuals.Rows;

/// <summary>The latent means of some rows and, if asked for, their labels.</summary>
/// <param name="Latents">A latent per row.</param>
/// <param name="Labels">A label per row; null without.</param>
/// <param name="RowCount">Rows that there are.</param>
internal sealed record LatentTable(IReadOnlyList<float[]> Latents, IReadOnlyList<string>? Labels, long RowCount)
{
    /// <summary>Reads all rows and keeps a random choice of them, in their order (algorithm R; Vitter, 1985).</summary>
    /// <param name="transformer">Encodes them.</param>
    /// <param name="data">The rows.</param>
    /// <param name="labelColumn">The column of their labels; null: none.</param>
    /// <param name="most">Rows to keep.</param>
    /// <param name="seed">Seeds the choice.</param>
    public static LatentTable Read(VaeTransformer transformer, IDataView data, string? labelColumn, int most, int seed)
    {
        IDataView encoded = transformer.Encode(data);
        DataViewSchema.Column latent = encoded.Schema[transformer.OutputColumnName];
        DataViewSchema.Column? label = labelColumn is null ? null : LabelReader.Find(encoded.Schema, labelColumn);
        using DataViewRowCursor cursor = encoded.GetRowCursor(label is { } some ? [latent, some] : [latent]);
        ValueGetter<VBuffer<float>> getLatent = cursor.GetGetter<VBuffer<float>>(latent);
        Func<string>? getLabel = label is { } column ? LabelReader.Create(cursor, column) : null;
        List<(long Row, float[] Latent, string Label)> kept = [];
        var random = new Random(seed);
        VBuffer<float> buffer = default;
        long count = 0;
        for (; cursor.MoveNext(); count++)
        {
            long place = count < most ? count : random.NextInt64(count + 1);
            if (place >= most)
                continue;
            getLatent(ref buffer);
            float[] values = [.. buffer.DenseValues()];
            if (!values.All(float.IsFinite))
                continue;   // a row that the model cannot use
            (long, float[], string) row = (count, values, getLabel?.Invoke() ?? "");
            if (place < kept.Count)
                kept[(int)place] = row;
            else
                kept.Add(row);
        }
        if (kept.Count == 0)
            throw new InvalidOperationException($"Column '{transformer.InputColumnName}': the data has no rows that the model can use.");
        kept.Sort((a, b) => a.Row.CompareTo(b.Row));
        return new LatentTable(
            [.. kept.Select(row => row.Latent)], getLabel is null ? null : [.. kept.Select(row => row.Label)], count);
    }
}

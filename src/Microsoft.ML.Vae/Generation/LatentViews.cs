using Microsoft.ML.Vae.Columns;
using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Generation;

/// <summary>
/// Data views with a column of latents, <c>Vector&lt;Single, Z&gt;</c>, and the condition that all of them share, if any. Rows are made as
/// they are read, the same ones every time.
/// </summary>
internal static class LatentViews
{
    private const int DrawnAtOnce = 256;

    public static IDataView Create(string column, int dimension, IEnumerable<float[]> latents, ConditionValue? condition = null)
    {
        return condition switch
        {
            null => View(latents.Select(latent => new Row { Latent = latent })),
            { Column.Kind: ConditionKind.Key } =>
                View(latents.Select(latent => new KeyRow { Latent = latent, Condition = condition.Key - 1 })),
            { Column.Kind: ConditionKind.Single } =>
                View(latents.Select(latent => new SingleRow { Latent = latent, Condition = condition.Numbers[0] })),
            _ => View(latents.Select(latent => new VectorRow { Latent = latent, Condition = condition.Numbers })),
        };

        IDataView View<T>(IEnumerable<T> rows) where T : Row => LatentViews.View(rows, column, dimension, condition?.Column);
    }

    /// <summary>Draws latents from the model's prior.</summary>
    public static IEnumerable<float[]> Draw(VaeModel model, int count, int seed)
    {
        using Generator generator = new(unchecked((ulong)seed), CPU);
        for (int done = 0; done < count; done += DrawnAtOnce)
        {
            foreach (float[] latent in DrawBatch(model, Math.Min(DrawnAtOnce, count - done), generator))
                yield return latent;
        }
    }

    private static IEnumerable<float[]> DrawBatch(VaeModel model, int count, Generator generator)
    {
        using VaeModel.Lease lease = model.Use();
        Tensor noise = randn(count, model.LatentDimension, ScalarType.Float32, CPU, generator: generator);   // [B, Z]
        Tensor z = model.Network.Bottleneck.FromPrior(noise.to(model.Device)).cpu();                                    // [B, Z]
        return z.data<float>().ToArray().Chunk(model.LatentDimension);
    }

    private static IDataView View<T>(IEnumerable<T> rows, string column, int dimension, ConditionColumn? condition) where T : Row
    {
        // Both columns are looked up by their members' names before either is renamed: a new name may be that of the other member.
        SchemaDefinition definition = SchemaDefinition.Create(typeof(T));
        SchemaDefinition.Column latent = definition[nameof(Row.Latent)];
        SchemaDefinition.Column? kind = condition is null ? null : definition[nameof(KeyRow.Condition)];
        (latent.ColumnName, latent.ColumnType) = (column, new VectorDataViewType(NumberDataViewType.Single, dimension));
        latent.AddAnnotation(SlotNames.Kind, SlotNames.OfLatents(dimension), SlotNames.TypeOf(dimension));
        if (kind is not null)
            (kind.ColumnName, kind.ColumnType) = (condition!.Name, condition.Type);
        if (condition?.Names is { } names)
        {
            var values = new VBuffer<ReadOnlyMemory<char>>(names.All.Count, [.. names.All.Select(name => name.AsMemory())]);
            kind!.AddAnnotation(KeyNames.Kind, values, SlotNames.TypeOf(values.Length));
        }
        return new MLContext().Data.LoadFromEnumerable(rows, definition);
    }

    private class Row
    {
        public float[] Latent { get; set; } = [];
    }

    private sealed class KeyRow : Row
    {
        // ML.NET counts keys from 1 in columns, but from 0 in members of a class.
        public uint Condition { get; set; }
    }

    private sealed class SingleRow : Row
    {
        public float Condition { get; set; }
    }

    private sealed class VectorRow : Row
    {
        public float[] Condition { get; set; } = [];
    }
}

using Microsoft.ML.Data;
using Microsoft.ML.Vae.Inputs;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Generation;

/// <summary>
/// Data views of latent codes, one <c>Vector&lt;Single, Z&gt;</c> column, made as they are read and the same ones at every reading. Beside it stands the
/// condition that all of them share, if there is one.
/// </summary>
internal static class LatentCodes
{
    private const int DrawnAtOnce = 256;

    /// <summary>Codes that are made as they are read, or were made already.</summary>
    public static IDataView ToView(string column, int dimension, IEnumerable<float[]> codes, ConditionValue? condition = null) => condition switch
    {
        null => View(codes.Select(code => new Row { Code = code }), column, dimension, null),
        { Column.Kind: ConditionKind.Key } => View(codes.Select(code => new KeyRow { Code = code, Condition = condition.Key - 1 }), column, dimension, condition.Column),
        { Column.Kind: ConditionKind.Single } =>
            View(codes.Select(code => new SingleRow { Code = code, Condition = condition.Numbers[0] }), column, dimension, condition.Column),
        _ => View(codes.Select(code => new VectorRow { Code = code, Condition = condition.Numbers }), column, dimension, condition.Column),
    };

    /// <summary>Draws from the prior.</summary>
    /// <param name="model">The model, which says what its prior is.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">Seeds them.</param>
    public static IEnumerable<float[]> Draw(VaeModel model, int count, int seed)
    {
        using Generator generator = new(unchecked((ulong)seed), CPU);
        for (int done = 0; done < count; done += DrawnAtOnce)
        {
            foreach (float[] code in DrawBatch(model, Math.Min(DrawnAtOnce, count - done), generator))
                yield return code;
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
        // Columns are found by their names, which change here, so by those of the members first.
        SchemaDefinition definition = SchemaDefinition.Create(typeof(T));
        SchemaDefinition.Column code = definition[nameof(Row.Code)];
        SchemaDefinition.Column? kind = condition is null ? null : definition[nameof(KeyRow.Condition)];
        (code.ColumnName, code.ColumnType) = (column, new VectorDataViewType(NumberDataViewType.Single, dimension));
        if (kind is not null)
            (kind.ColumnName, kind.ColumnType) = (condition!.Name, condition.Type);
        return new MLContext().Data.LoadFromEnumerable(rows, definition);
    }

    private class Row
    {
        public float[] Code { get; set; } = [];
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

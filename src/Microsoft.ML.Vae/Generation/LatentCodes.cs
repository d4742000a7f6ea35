using Microsoft.ML.Data;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Generation;

/// <summary>Data views of latent codes, one <c>Vector&lt;Single, Z&gt;</c> column, made as they are read and the same ones at every reading.</summary>
internal static class LatentCodes
{
    private const int DrawnAtOnce = 256;

    /// <summary>Draws from the prior N(0, I).</summary>
    public static IDataView Draw(string column, int dimension, int count, int seed) => ToView(column, dimension, Draw(dimension, count, seed));

    /// <summary>Codes that were computed already.</summary>
    public static IDataView ToView(string column, int dimension, IEnumerable<float[]> codes)
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Row));
        definition[nameof(Row.Code)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, dimension);
        definition[nameof(Row.Code)].ColumnName = column;
        return new MLContext().Data.LoadFromEnumerable(codes.Select(code => new Row { Code = code }), definition);
    }

    private static IEnumerable<float[]> Draw(int dimension, int count, int seed)
    {
        using Generator generator = new(unchecked((ulong)seed), CPU);
        for (int done = 0; done < count; done += DrawnAtOnce)
        {
            foreach (float[] code in DrawBatch(Math.Min(DrawnAtOnce, count - done), dimension, generator))
                yield return code;
        }
    }

    private static IEnumerable<float[]> DrawBatch(int count, int dimension, Generator generator)
    {
        using Tensor z = randn(count, dimension, ScalarType.Float32, CPU, generator: generator);   // [B, Z]
        return z.data<float>().ToArray().Chunk(dimension);
    }

    private sealed class Row
    {
        public float[] Code { get; set; } = [];
    }
}

using System.Runtime.InteropServices;
using Microsoft.ML.Data;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Evaluation;

/// <summary>Decodes draws from the prior N(0, I), anew at each enumeration and always the same ones for one seed.</summary>
internal static class Sampler
{
    public const string ColumnName = "Sample";

    public static IDataView Run(VaeModel model, int count, int seed)
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Row));
        definition[ColumnName].ColumnType = new VectorDataViewType(NumberDataViewType.Single, model.Input.Size);
        return new MLContext().Data.LoadFromEnumerable(Draw(model, count, seed), definition);
    }

    private static IEnumerable<Row> Draw(VaeModel model, int count, int seed)
    {
        using Generator noise = new(unchecked((ulong)seed), CPU);
        for (int done = 0; done < count; done += model.Input.InferenceBatchSize)
        {
            int rows = Math.Min(model.Input.InferenceBatchSize, count - done);
            foreach (float[] pixels in DrawBatch(model, rows, noise))
                yield return new Row { Sample = pixels };
        }
    }

    private static float[][] DrawBatch(VaeModel model, int rows, Generator noise)
    {
        using VaeModel.Lease lease = model.Use();
        Tensor z = randn(rows, model.LatentDimension, generator: noise);                                       // [B, Z]
        Tensor x = model.Input.Unscale(model.Likelihood.Mean(model.Network.Decoder.call(z))).contiguous();      // [B, D]
        ReadOnlySpan<float> values = MemoryMarshal.Cast<byte, float>(x.bytes);
        var pictures = new float[rows][];
        for (int row = 0; row < rows; row++)
            pictures[row] = values.Slice(row * model.Input.Size, model.Input.Size).ToArray();
        return pictures;
    }

    private sealed class Row
    {
        [ColumnName(ColumnName)]
        public float[] Sample { get; set; } = [];
    }
}

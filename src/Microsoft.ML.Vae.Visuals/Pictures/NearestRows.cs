using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Visuals.Drawing;
using Microsoft.ML.Vae.Visuals.Rows;

namespace Microsoft.ML.Vae.Visuals.Pictures;

/// <summary>Draws samples beside the rows that are nearest to them.</summary>
internal static class NearestRows
{
    /// <summary>A row, and its squared distance per pixel.</summary>
    internal sealed record Neighbor(double Distance, float[] Row);

    public static Picture Draw(
        VaeTransformer transformer, IDataView data, int count, int neighbors, int seed, ImageShape shape, PictureOptions options)
    {
        IReadOnlyList<float[]> latents = ModelReader.DrawLatents(transformer, count, seed);
        IReadOnlyList<float[]> samples = ModelReader.Decode(transformer, latents, Conditions.Of(transformer, options));
        (Neighbor[][] nearest, long rowCount) = Find(transformer, data, samples, neighbors);
        var rows = samples.Select((sample, i) => new TileRow([shape.ToTile(sample), .. nearest[i].Select(row => shape.ToTile(row.Row))])
        {
            Captions = ["sample", .. nearest[i].Select(row => Numbers.Short(row.Distance))],
            EndsGroup = true,
        });
        string note = $"Left: samples; beside each, the nearest of {Numbers.Of(rowCount, "row")}, with the squared distance per pixel.";
        return new TileSheet("Samples and the nearest rows", note) { Zoom = options.Zoom }.Arrange([.. rows], note);
    }

    /// <summary>The nearest rows of each sample, and how many rows there are.</summary>
    public static (Neighbor[][] Nearest, long RowCount) Find(
        VaeTransformer transformer, IDataView data, IReadOnlyList<float[]> samples, int neighbors)
    {
        VaeModel model = transformer.Model;
        RowSource source = transformer.RowsOf(data);
        List<Neighbor>[] nearest = [.. samples.Select(_ => new List<Neighbor>())];
        using RowBatches batches = source.OpenBatches(model.Input.InferenceBatchSize);
        long rowCount = 0;
        for (; batches.MoveNext(); rowCount += batches.Count)
        {
            using VaeModel.Lease lease = model.Use();
            Tensor x = model.Input.Scale(model.Input.StoredPixels(batches.Bytes.Span, batches.Count));               // [B, D]
            Tensor y = model.Input.Scale(Stored(model.Input, samples));                                              // [S, D]
            Tensor known = x.nan_to_num(0, 0, 0);                                                                    // [B, D]
            float[][] distances = ModelReader.Rows(cdist(y, known).square());                                        // [S, B]
            Lazy<float[][]> rows = new(() => ModelReader.Rows(model.Input.Unscale(x)));
            for (int i = 0; i < samples.Count; i++)
                Keep(nearest[i], distances[i], rows, neighbors, model.Input.Size);
        }
        return rowCount > 0 ? ([.. nearest.Select(list => list.ToArray())], rowCount) : throw source.NoRows("shown", batches.Statistics);
    }

    private static void Keep(List<Neighbor> kept, float[] distances, Lazy<float[][]> rows, int most, int size)
    {
        for (int row = 0; row < distances.Length; row++)
        {
            double distance = (double)distances[row] / size;
            if (kept.Count == most && distance >= kept[^1].Distance)
                continue;
            int place = kept.FindIndex(neighbor => neighbor.Distance > distance);
            kept.Insert(place < 0 ? kept.Count : place, new Neighbor(distance, rows.Value[row]));
            if (kept.Count > most)
                kept.RemoveAt(most);
        }
    }

    // Samples stand in the units of the column, as rows do, but need not be whole numbers.
    private static Tensor Stored(PixelColumn input, IReadOnlyList<float[]> samples) =>   // -> [S, D]
        tensor([.. samples.SelectMany(sample => sample)], [samples.Count, input.Size], device: CPU);
}

using Microsoft.ML.Vae.Onnx.Tests.Fixtures;

namespace Microsoft.ML.Vae.Onnx.Tests.Matrix;

/// <summary>The largest difference of one combination of network, likelihood and mode, both ways, in batches of 1, 3 and 256.</summary>
internal sealed record MatrixResult(string Network, string Likelihood, string Mode, double Largest)
{
    private const int Rows = 256;
    private const int Few = 3;

    public static MatrixResult Measure(MLContext context, string network, string likelihood, string mode)
    {
        ExportCase entry = Modes.Case(network, likelihood, mode);
        using VaeTransformer model = entry.Create(context);
        ScriptedView data = entry.Data(Rows);
        IDataView transformed = model.Transform(data);
        string[] columns = [.. transformed.Schema.Skip(data.Schema.Count).Select(column => column.Name)];
        Dictionary<string, double[][]> expected = Difference.Read(transformed, columns);

        byte[] converted = context.Convert(model, data);
        double largest = Compare(converted, entry, expected, columns);
        foreach ((OnnxPart part, string[] outputs) in Parts(columns))
            largest = Math.Max(largest, Compare(model.Write(part), entry, expected, outputs));
        largest = Math.Max(largest, CompareDecoder(model, entry, expected));
        largest = Math.Max(largest, Apply(converted, entry, expected, columns));
        return new MatrixResult(network, likelihood, mode, largest);
    }

    private static IEnumerable<(OnnxPart Part, string[] Outputs)> Parts(string[] columns)
    {
        yield return (OnnxPart.Encoder, [.. columns.Where(column => column is "Latent" or "LogVariance" or "Index")]);
        yield return (OnnxPart.Reconstruction, ["Reconstruction"]);
        yield return (OnnxPart.Score, ["Score", "IsAnomaly"]);
    }

    private static double Compare(byte[] file, ExportCase entry, Dictionary<string, double[][]> expected, string[] outputs)
    {
        using var run = new OnnxRun(file);
        double largest = 0;
        foreach ((int first, int count) in new[] { (0, Rows), (0, Few), (5, 1) })
        {
            Dictionary<string, double[][]> got = run.Run(entry.Values, first, count);
            got.Keys.ShouldBeSubsetOf([.. outputs, ExportCase.Pixels, ExportCase.Kind]);
            outputs.ShouldBeSubsetOf(got.Keys);
            largest = Math.Max(largest, Difference.Of(got, expected, first, entry.ToString(), entry.PixelUnit));
        }
        return largest;
    }

    private static double CompareDecoder(VaeTransformer model, ExportCase entry, Dictionary<string, double[][]> expected)
    {
        using var run = new OnnxRun(model.Write(OnnxPart.Decoder));
        Dictionary<string, double[][]> got = run.Run(
            (column, row) => column == "Latent" ? Array.ConvertAll(expected["Latent"][row], value => (float)value) : entry.Values(column, row), 0, Few);
        got.Keys.ShouldBe(["Reconstruction"]);
        return Difference.Of(got, expected, pixelUnit: entry.PixelUnit);
    }

    /// <summary>Within a saved ML.NET model.</summary>
    private static double Apply(byte[] file, ExportCase entry, Dictionary<string, double[][]> expected, string[] columns)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["model.onnx"], file);
        var context = new MLContext();
        ScriptedView data = entry.Data(Few);
        string[] inputs = [.. data.Schema.Select(column => column.Name)];
        using var applied = context.Transforms.ApplyOnnxModel([.. columns.Select(column => column + ".output")], inputs, folder["model.onnx"]).Fit(data);
        ITransformer loaded = Exports.Reload(applied, data.Schema);
        double largest = Difference.Of(Difference.Read(loaded.Transform(data), columns), expected, pixelUnit: entry.PixelUnit);
        (loaded as IDisposable)?.Dispose();
        return largest;
    }
}

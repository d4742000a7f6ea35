using System.Diagnostics;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.Vae.Bench;

/// <summary>The encoder of 784-400-20 as an ONNX file, over the same data view as a cursor: 256 rows per call of OnnxRuntime.</summary>
internal sealed class OnnxEncoding() : Variant("InferenceSession, 256 rows per call", "rows/s")
{
    private const int BatchSize = 256;

    public override bool NeedsTwoProcessors => true;

    public override double Measure()
    {
        var context = new MLContext();
        using VaeTransformer model = Scoring.Model(context);
        using var file = new OnnxFile(model, OnnxPart.Encoder);
        using var session = new InferenceSession(file.Path);
        IDataView view = Scoring.View(context, Scoring.RowCount);
        return Scoring.RowCount * Speed.Of(() => Encode(session, view));
    }

    private static void Encode(InferenceSession session, IDataView view)
    {
        DataViewSchema.Column column = view.Schema["Pixels"];
        using DataViewRowCursor cursor = view.GetRowCursor([column]);
        ValueGetter<VBuffer<float>> getter = cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> row = default;
        var pixels = new float[BatchSize * Images.PixelCount];
        int count = 0;
        while (cursor.MoveNext())
        {
            getter(ref row);
            row.CopyTo(pixels.AsSpan(count++ * Images.PixelCount, Images.PixelCount));
            if (count < BatchSize)
                continue;
            Run(session, pixels, count);
            count = 0;
        }
        if (count > 0)
            Run(session, pixels, count);
    }

    private static void Run(InferenceSession session, float[] pixels, int count)
    {
        var rows = new DenseTensor<float>(pixels.AsMemory(0, count * Images.PixelCount), [count, Images.PixelCount]);
        using IDisposable latents = session.Run([NamedOnnxValue.CreateFromTensor("Pixels", rows)], ["Latent"]);
    }
}

/// <summary>Encoder and decoder of 784-400-20, each into a file.</summary>
internal sealed class OnnxExport() : Variant("SaveOnnx, encoder and decoder", "ms")
{
    public override double Measure()
    {
        using VaeTransformer model = Scoring.Model(new MLContext());
        return 1e3 / Speed.Of(() =>
        {
            using var encoder = new OnnxFile(model, OnnxPart.Encoder);
            using var decoder = new OnnxFile(model, OnnxPart.Decoder);
        });
    }
}

/// <summary>What the encoder's file has beyond its weights' bytes.</summary>
internal sealed class OnnxExportSize() : Variant("encoder's file beyond its weights", "bytes")
{
    private const long Weights = sizeof(float) * (784 * 400 + 400 + 2 * (400 * 20 + 20));

    public override double Measure()
    {
        using VaeTransformer model = Scoring.Model(new MLContext());
        using var file = new OnnxFile(model, OnnxPart.Encoder);
        return new FileInfo(file.Path).Length - Weights;
    }
}

/// <summary>The highest memory while a network of 100 million parameters is written, beyond that before, per byte of the weights.</summary>
internal sealed class OnnxExportMemory() : Variant("peak memory of the export per byte of the weights", "bytes")
{
    public override double Measure()
    {
        var context = new MLContext();
        using VaeTransformer model = context.Transforms.VariationalAutoencoder(Scoring.Network.Options with
        {
            Network = Network.FullyConnected([6700, 6700]),
            Optimizer = Optimizer.Sgd(momentum: 0),
            Engine = TrainingEngine.Autograd,
            Epochs = 1,
        }).Fit(Scoring.View(context, count: 4));
        GC.Collect();
        long before = Memory(), highest = before;
        using var done = new ManualResetEventSlim();
        var watch = new Thread(() =>
        {
            while (!done.Wait(1))
                highest = Math.Max(highest, Memory());
        });
        watch.Start();
        using var file = new OnnxFile(model, OnnxPart.Reconstruction);
        done.Set();
        watch.Join();
        return (double)(highest - before) / new FileInfo(file.Path).Length;
    }

    private static long Memory()
    {
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64;
    }
}

/// <summary>A part of a model in a file that is deleted afterwards.</summary>
internal sealed class OnnxFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vae-bench-");

    public OnnxFile(VaeTransformer model, OnnxPart part) => model.SaveOnnx(Path, part);

    public string Path => System.IO.Path.Combine(_folder.FullName, "part.onnx");

    public void Dispose() => _folder.Delete(recursive: true);
}

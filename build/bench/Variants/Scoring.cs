using Microsoft.ML.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Bench;

/// <summary>A model of 784-400-20 and images to encode, as an application has them.</summary>
internal static class Scoring
{
    public const int RowCount = 20_000;

    public static DenseNetwork Network { get; } = new(400, 20);

    public static VaeTransformer Model(MLContext context) =>
        context.Transforms.VariationalAutoencoder(Network.Options with { Epochs = 1 }).Fit(View(context, DenseNetwork.BatchSize));

    public static IDataView View(MLContext context, int count) => context.Data.LoadFromEnumerable(
        Images.Digits(count).Select(image => new Row { Pixels = Array.ConvertAll(image, pixel => pixel / 255f) }).ToList());

    internal sealed class Row
    {
        [VectorType(Images.PixelCount)]
        public float[] Pixels { get; set; } = [];
    }
}

/// <summary>One cursor over the latents of 20,000 rows, alone or beside two busy processes.</summary>
internal sealed class CursorEncoding(string name, bool isBusy) : Variant(name, "rows/s")
{
    public override bool NeedsTwoProcessors => true;

    public override double Measure()
    {
        var context = new MLContext();
        using VaeTransformer model = Scoring.Model(context);
        IDataView latents = model.Transform(Scoring.View(context, Scoring.RowCount));
        using var busy = new BusyProcesses(isBusy ? 2 : 0);
        return Scoring.RowCount * Speed.Of(() => Read(latents));
    }

    public static void Read(IDataView latents)
    {
        DataViewSchema.Column column = latents.Schema["Latent"];
        using DataViewRowCursor cursor = latents.GetRowCursor([column]);
        ValueGetter<VBuffer<float>> getter = cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> latent = default;
        while (cursor.MoveNext())
            getter(ref latent);
    }
}

/// <summary>Two cursors, each on a thread of its own, over the latents of 10,000 rows each.</summary>
internal sealed class ParallelEncoding() : Variant("two cursors", "rows/s")
{
    public override bool NeedsTwoProcessors => true;

    public override double Measure()
    {
        var context = new MLContext();
        using VaeTransformer model = Scoring.Model(context);
        IDataView latents = model.Transform(Scoring.View(context, Scoring.RowCount / 2));
        return Scoring.RowCount * Speed.Of(() => Parallel.For(0, 2, _ => CursorEncoding.Read(latents)));
    }
}

/// <summary>The encoder in TorchSharp on one tensor of 20,000 rows.</summary>
internal sealed class PlainEncoding() : Variant("plain encoder, one tensor", "rows/s")
{
    public override bool NeedsTwoProcessors => true;

    public override double Measure()
    {
        using PlainVae model = PlainVae.Dense(Scoring.Network);
        using Tensor rows = Rows.Tensor([.. Images.Digits(Scoring.RowCount)]);   // [N, D]
        using IDisposable inference = inference_mode();
        return Scoring.RowCount * Speed.Of(() =>
        {
            using DisposeScope scope = NewDisposeScope();
            model.Encode(rows);
        });
    }
}

/// <summary>One row after another through a prediction engine.</summary>
internal sealed class EnginePrediction() : Variant("Predict", "µs")
{
    public override double Measure()
    {
        var context = new MLContext();
        using VaeTransformer model = Scoring.Model(context);
        using PredictionEngine<Scoring.Row, Latents> engine = context.Model.CreatePredictionEngine<Scoring.Row, Latents>(
            model, new PredictionEngineOptions { OwnsTransformer = false });
        var row = new Scoring.Row { Pixels = Array.ConvertAll(Images.Digits(1).Single(), pixel => pixel / 255f) };
        var latents = new Latents();
        return 1e6 / Speed.Of(() => engine.Predict(row, ref latents));
    }

    private sealed class Latents
    {
        public float[] Latent { get; set; } = [];
    }
}

/// <summary>One row, which is a tensor beforehand, through the encoder in TorchSharp.</summary>
internal sealed class PlainCall() : Variant("plain call of the encoder", "µs")
{
    public override double Measure()
    {
        using PlainVae model = PlainVae.Dense(Scoring.Network);
        using Tensor row = Rows.Tensor([.. Images.Digits(1)]);   // [1, D]
        using IDisposable inference = inference_mode();
        return 1e6 / Speed.Of(() =>
        {
            using DisposeScope scope = NewDisposeScope();
            model.Encode(row);
        });
    }
}

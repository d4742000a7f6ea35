using Microsoft.ML.Data;
using Microsoft.ML.Vae.Distributed;
using Microsoft.ML.Vae.Shared.Idx;

namespace Microsoft.ML.Vae.Mpi.Tests.Programs;

/// <summary>The fits that the tests make, by their names, in one process or several.</summary>
internal static class Work
{
    public const int Rows = 37;
    public const int StreamedRows = 50_000;   // more than fit the smallest cache of each of two processes
    private const int Size = 12;
    private const int Digits = 60_000;

    /// <param name="name">Which.</param>
    /// <param name="ranks">The processes; null: one.</param>
    /// <param name="checkpoints">A folder; null: none.</param>
    /// <param name="sharing">How rows are shared.</param>
    public static Outcome Run(string name, ICollective? ranks, string? checkpoints = null, RowSharing sharing = RowSharing.Strided)
    {
        var context = new MLContext(seed: 5);
        List<string> log = [];
        context.Log += (_, e) =>
        {
            if (e.Source.StartsWith(nameof(VaeEstimator), StringComparison.Ordinal) && e.Kind != Runtime.ChannelMessageKind.Trace)
                log.Add($"{e.Kind}: {e.RawMessage}");
        };
        VaeOptions options = Options(name) with
        {
            DataParallel = ranks is null ? null : new DataParallel(ranks, sharing),
            Checkpoints = checkpoints is null ? null : new CheckpointOptions { Folder = checkpoints, Interval = TimeSpan.FromTicks(1) },
        };
        try
        {
            IDataView data = Data(context, name, ranks);
            using VaeTransformer model = context.Transforms.VariationalAutoencoder(options).Fit(data);
            return Outcome.Of(model, log);
        }
        catch (Exception e) when (name is "broken" or "refused" or "diverging" or "drifting")
        {
            return Outcome.Failed(e, log);
        }
    }

    private static VaeOptions Options(string name)
    {
        var options = new VaeOptions
        {
            OutputColumnName = "Latent",
            InputColumnName = "Pixels",
            LatentDimension = 2,
            Network = Network.FullyConnected([16]),
            Likelihood = Likelihood.Gaussian(),
            Epochs = 4,
            BatchSize = 8,
            LearningRate = 0.01,
            Seed = 3,
            HealthReport = false,
        };
        return name switch
        {
            // Without noise and with all rows in a step, several processes compute what one does.
            "points" or "points, autograd" or "points, accumulated" or "points, accumulated, autograd" => options with
            {
                Objective = Objective.Autoencoder,
                BatchSize = name.Contains("accumulated", StringComparison.Ordinal) ? 16 : 64,
                GradientAccumulationSteps = name.Contains("accumulated", StringComparison.Ordinal) ? 4 : 1,
                Engine = name.EndsWith("autograd", StringComparison.Ordinal) ? TrainingEngine.Autograd : TrainingEngine.Fused,
                Optimizer = Optimizer.Sgd(),   // Adam would hide a wrong scale
                MaximumGradientNorm = 1.5,
            },
            "free bits" => options with { Objective = Objective.FreeBits(0.5), Engine = TrainingEngine.Fused },
            "free bits, accumulated" => options with
            {
                Objective = Objective.FreeBits(0.5), Engine = TrainingEngine.Fused, BatchSize = 4, GradientAccumulationSteps = 3,
            },
            "noise, accumulated" => options with { Epochs = 6, BatchSize = 4, GradientAccumulationSteps = 2 },
            "noise" or "shared out" or "drifting" => options with { Epochs = 6 },
            "noise, autograd" => options with { Engine = TrainingEngine.Autograd, Epochs = 6 },
            "everything" => options with
            {
                ValidationFraction = 0.25,
                EarlyStopping = new EarlyStopping { Patience = 100 },
                PredictedLabelColumnName = "PredictedLabel",
                AnomalyScore = AnomalyScore.LatentDensity,
                Likelihood = Likelihood.GaussianWithLearnedVariance(),
                HealthReport = true,
            },
            "streamed" => options with { InputCacheBytes = 1 << 20, BatchSize = 4096, Epochs = 2 },
            "diverging" => options with { LearningRate = 1e6, Optimizer = Optimizer.Sgd(0) },
            "refused" => options with { Objective = Objective.WassersteinAutoencoder() },
            "digits" => options with
            {
                Network = Network.FullyConnected([400]), LatentDimension = 20, Likelihood = Likelihood.Bernoulli, BatchSize = 128, Epochs = 5,
                LearningRate = 0.001,
            },
            _ => options,
        };
    }

    private static IDataView Data(MLContext context, string name, ICollective? ranks)
    {
        if (name == "digits")
        {
            LabelledImages digits = IdxFolder.Load(Path.Combine(Environment.GetEnvironmentVariable("VAE_DATA")!, "mnist")).Train;
            return View(context, Enumerable.Range(0, Digits).Select(i => Array.ConvertAll(digits[i].ToArray(), pixel => pixel / 255f)).ToArray());
        }
        int count = name switch { "few" => 3, "streamed" => StreamedRows, _ => Rows };
        float[][] rows = [.. Enumerable.Range(0, count).Select(Row)];
        if (name == "broken")
            rows[4][7] = float.NaN;   // the row of one process alone, whatever their number
        if (name == "shared out")
            rows = [.. rows.Where((_, i) => (i < 30 ? 0 : 1) == ranks!.Rank)];
        return View(context, rows);
    }

    private static float[] Row(int index) =>
        [.. Enumerable.Range(0, Size).Select(slot => MathF.Sin(0.3f * index + slot) + 0.1f * MathF.Cos(7.1f * index * (slot + 1)))];

    private static IDataView View(MLContext context, float[][] rows)
    {
        var definition = SchemaDefinition.Create(typeof(PixelRow));
        definition[nameof(PixelRow.Pixels)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, rows[0].Length);
        return context.Data.LoadFromEnumerable(rows.Select(row => new PixelRow { Pixels = row }).ToArray(), definition);
    }

    private sealed class PixelRow
    {
        public float[] Pixels { get; set; } = [];
    }
}

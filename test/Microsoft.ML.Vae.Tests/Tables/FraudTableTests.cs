using Microsoft.ML.Data;
using Microsoft.ML.Vae.Samples.Table;
using Xunit.Abstractions;

namespace Microsoft.ML.Vae.Tests.Tables;

/// <summary>A table with 1 % of odd rows, which nobody has labelled: fitted to all rows, and asked which of them are odd.</summary>
public sealed class FraudTableTests(ITestOutputHelper output) : IDisposable
{
    private const int Rows = 10_000;
    private const double Share = 0.01;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Fit_TableWithOddRows_FindsThemAndNamesTheBrokenColumn()
    {
        var table = new PaymentTable(Rows, Share, seed: 7);
        table.Write(_folder["payments.csv"]);
        var context = new MLContext(1);
        IDataView data = PaymentView.Load(context, _folder["payments.csv"]);
        var pipeline = PaymentView.Encoding(context).Append(context.Transforms.VariationalAutoencoder(new VaeOptions
        {
            OutputColumnName = "Latent",
            InputColumnName = PaymentView.Features,
            Likelihood = Likelihood.Mixed(),
            ScoreColumnName = "Oddness",
            PredictedLabelColumnName = "IsPredictedOdd",
            Contamination = Share,
            ScoreContributionsColumnName = "Reasons",
            ContributionGrouping = ContributionGrouping.SourceColumn,
            Epochs = int.Parse(Environment.GetEnvironmentVariable("E") ?? "40"),
            LatentDimension = int.Parse(Environment.GetEnvironmentVariable("Z") ?? "8"),
            LearningRate = double.Parse(Environment.GetEnvironmentVariable("LR") ?? "0.001"),
            Progress = new P(output),
        }));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var model = pipeline.Fit(data);
        output.WriteLine($"seconds {clock.Elapsed.TotalSeconds}");
        IDataView scored = model.Transform(data);
        float[] scores = [.. scored.GetColumn<float>("Oddness")];
        bool[] labels = [.. scored.GetColumn<bool>("IsPredictedOdd")];
        float[][] reasons = [.. scored.GetColumn<float[]>("Reasons")];
        VBuffer<ReadOnlyMemory<char>> names = default;
        scored.Schema["Reasons"].GetSlotNames(ref names);
        output.WriteLine(string.Join(",", names.DenseValues()));
        bool[] odd = [.. table.Broken.Select(b => b is not null)];
        output.WriteLine($"AUROC {Area(scores, odd)}");
        int found = 0, named = 0, all = 0;
        for (int i = 0; i < Rows; i++)
        {
            if (!odd[i]) continue;
            int rank = reasons[i].Count(r => r > reasons[i][table.Broken[i]!.Value]);
            if (rank < 2) all++;
            if (labels[i]) { found++; if (rank < 2) named++; }
        }
        output.WriteLine($"found {found} named {named}; of all {all}");
        output.WriteLine(string.Join(" ", model.LastTransformer.History.Select(h => $"{h.ReconstructionLoss:F2}+{h.KlDivergence:F2}")));
        output.WriteLine($"{model.LastTransformer.Report.Health} {model.LastTransformer.Model.Likelihood}");
        output.WriteLine(string.Join(" ", ((TorchSharp.torch.Tensor)model.LastTransformer.Model.Network.state_dict()["decoder.log_variance.bias"]).data<float>().Select(v => $"{Math.Exp(5 * v):F2}")));
        foreach (int rank in new[] { 3, 5, 10, 15, 20, 30 })
        {
            var pca = PaymentView.Encoding(context);
            var baseline = context.Transforms.NormalizeMeanVariance([.. PaymentTable.Columns.Take(20).Select(c => new InputOutputColumnPair(c))], fixZero: false)
                .Append(pca).Append(context.AnomalyDetection.Trainers.RandomizedPca(PaymentView.Features, rank: rank, ensureZeroMean: true, seed: 1));
            float[] s = [.. baseline.Fit(data).Transform(data).GetColumn<float>("Score")];
            output.WriteLine($"PCA {rank}: {Area(s, odd)}");
        }
    }

    private sealed class P(ITestOutputHelper o) : IProgress<TrainingProgress> { public void Report(TrainingProgress value) => _ = o; }

    private static double Area(float[] scores, bool[] isOdd)
    {
        int[] order = [.. Enumerable.Range(0, scores.Length).OrderBy(i => scores[i])];
        double ranks = 0, odd = isOdd.Count(x => x);
        for (int i = 0; i < order.Length; i++)
            ranks += isOdd[order[i]] ? i + 1 : 0;
        return (ranks - odd * (odd + 1) / 2) / (odd * (scores.Length - odd));
    }
}

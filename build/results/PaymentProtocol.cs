using Microsoft.ML.Data;
using Microsoft.ML.Vae.Samples.Table;
using Microsoft.ML.Vae.Shared.Tables;

namespace Microsoft.ML.Vae.Results;

/// <summary>A table of payments of which 1 % are odd: models are fitted to all rows, without labels, and score the same rows.</summary>
internal sealed class PaymentProtocol
{
    public const int Rows = 10_000;
    public const double Share = 0.01;
    public const string Features = nameof(Features);

    private const string Label = "IsOdd";

    private readonly PaymentTable _payments = new(Rows, Share, Settings.SampleSeed);

    private PaymentProtocol(string path)
    {
        _payments.Write(path);
        Table = new CsvTable(Context, path, [Label]);
        Data = Context.Data.Cache(Table.Load());
    }

    public MLContext Context { get; } = new(Settings.SampleSeed);

    public CsvTable Table { get; }

    public IDataView Data { get; }

    /// <summary>Runs something on the table, which is in a file for as long.</summary>
    public static T With<T>(Func<PaymentProtocol, T> run)
    {
        string folder = Directory.CreateTempSubdirectory("payments").FullName;
        try
        {
            return run(new PaymentProtocol(Path.Combine(folder, "payments.csv")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The area under the ROC curve, as ML.NET computes it.</summary>
    public double Auroc(IDataView scored, string score, string predictedLabel) =>
        Context.AnomalyDetection.Evaluate(scored, Label, score, predictedLabel).AreaUnderRocCurve;

    /// <summary>Of the odd rows that are flagged, the share whose changed column is among the two with the largest contributions.</summary>
    public double ShareNamed(IDataView scored, string predictedLabel, string contributions)
    {
        bool[] isFlagged = [.. scored.GetColumn<bool>(predictedLabel)];
        float[][] reasons = [.. scored.GetColumn<float[]>(contributions)];
        int[] found = [.. Enumerable.Range(0, Rows).Where(row => isFlagged[row] && _payments.Broken[row] is not null)];
        return found.Average(row => reasons[row].Count(nats => nats > reasons[row][_payments.Broken[row]!.Value]) < 2 ? 1.0 : 0);
    }
}

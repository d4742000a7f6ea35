using System.Globalization;
using Microsoft.ML.Data;
using Microsoft.ML.Vae.Shared.Reports;
using Microsoft.ML.Vae.Shared.Tables;
using Spectre.Console;

namespace Microsoft.ML.Vae.Samples.Table;

/// <summary>A table in, its oddest rows out, with the columns that make them odd and what was expected there.</summary>
internal sealed class TableCommand(IAnsiConsole console, TableOptions options)
{
    private const string Features = nameof(Features);
    private const string Expected = nameof(Expected);
    private const string Score = "Oddness";
    private const string Reasons = nameof(Reasons);
    private const string Label = "IsOdd";
    private const int GeneratedRows = 10_000;
    private const double OddShare = 0.01;
    private const int ReasonsShown = 2;

    private readonly Report _report = new(console);
    private readonly MLContext _context = new(options.Seed);

    public int Run()
    {
        var output = options.OutputFolder ?? Path.Combine(options.ArtifactsFolder, "table");
        Directory.CreateDirectory(output);
        var file = options.File ?? Generate(output);
        if (!File.Exists(file))
            throw new FileNotFoundException($"There is no file '{file}'.");
        var table = new CsvTable(_context, file, options.File is null ? [Label] : options.Ignored);
        if (table.Features.Count == 0)
            throw new FormatException($"'{file}' has no columns of numbers, flags or categories.");
        _report.Line($"{file}: {table}");
        var data = table.Load();
        var path = Path.Combine(output, "model.zip");
        using (var model = TrainingDisplay.Show(console, progress => Pipeline(table, progress).Fit(data)))
            _context.Model.Save(model, data.Schema, path);
        var loaded = _context.Model.Load(path, out _);
        var scored = loaded.Transform(data);
        foreach (var line in Describe(scored))
            _report.Line($"{line}");
        if (options.File is null)
            Compare(scored);
        _report.Line($"wrote {path}");
        (loaded as IDisposable)?.Dispose();
        return 0;
    }

    private EstimatorChain<VaeTransformer> Pipeline(CsvTable table, IProgress<TrainingProgress> progress) =>
        table.Encoding(Features).Append(_context.Transforms.VariationalAutoencoder(new VaeOptions
        {
            OutputColumnName = "Latent",
            InputColumnName = Features,
            Likelihood = table.Likelihood,
            ReconstructionColumnName = Expected,
            ScoreColumnName = Score,
            ScoreContributionsColumnName = Reasons,
            ContributionGrouping = ContributionGrouping.SourceColumn,
            Epochs = options.Epochs,
            Progress = progress,
        }));

    private static string Generate(string folder)
    {
        var path = Path.Combine(folder, "payments.csv");
        new PaymentTable(GeneratedRows, OddShare, seed: 1).Write(path);
        return path;
    }

    /// <summary>A line for each of the oddest rows.</summary>
    private IEnumerable<string> Describe(IDataView scored)
    {
        float[] scores = [.. scored.GetColumn<float>(Score)];
        float[][] reasons = [.. scored.GetColumn<float[]>(Reasons)], rows = [.. scored.GetColumn<float[]>(Features)];
        float[][] expected = [.. scored.GetColumn<float[]>(Expected)];
        string[] columns = Names(scored.Schema[Reasons]), slots = Names(scored.Schema[Features]);
        foreach (var row in Enumerable.Range(0, scores.Length).OrderByDescending(row => scores[row]).Take(options.Shown))
        {
            var why = Enumerable.Range(0, columns.Length).OrderByDescending(column => reasons[row][column]).Take(ReasonsShown)
                .Select(column => Explain(columns[column], reasons[row][column], slots, rows[row], expected[row]));
            yield return Invariant($"row {row + 1}: {scores[row]:F1} nats, {string.Join("; ", why)}");
        }
    }

    /// <summary>A column's share of the score, what it holds, and what the other columns made the model expect.</summary>
    private static string Explain(string column, float share, string[] slots, float[] row, float[] expected)
    {
        int[] own = [.. Enumerable.Range(0, slots.Length)
            .Where(i => slots[i] == column || slots[i].StartsWith(column + ".", StringComparison.Ordinal))];
        if (own is [var slot] && slots[slot] == column)
            return Invariant($"{column} {share:F1} ({row[slot]:G4}, expected {expected[slot]:G4})");
        var likely = own.MaxBy(i => expected[i]);
        var there = own.Where(i => row[i] > 0).Select(i => slots[i][(column.Length + 1)..]).FirstOrDefault("unknown");
        return Invariant($"{column} {share:F1} ({there}, expected {slots[likely][(column.Length + 1)..]})");
    }

    private void Compare(IDataView scored)
    {
        float[] scores = [.. scored.GetColumn<float>(Score)], labels = [.. scored.GetColumn<float>(Label)];
        var odd = (int)labels.Sum();
        var found = Enumerable.Range(0, scores.Length).OrderByDescending(row => scores[row]).Take(odd).Count(row => labels[row] == 1);
        _report.Line($"{found} of the {odd} rows with the highest scores are among the {odd} in which a column was changed");
    }

    private static string[] Names(DataViewSchema.Column column)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetSlotNames(ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

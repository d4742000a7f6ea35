using System.Text.Json;

namespace Microsoft.ML.Vae.Mpi.Tests.Programs;

/// <summary>What a process found, for the test to read.</summary>
internal sealed record Outcome
{
    /// <summary>All weights, one after the other.</summary>
    public required float[] Weights { get; init; }

    /// <summary>The negative ELBO of each epoch.</summary>
    public required double[] Losses { get; init; }

    /// <summary>That of the validation rows, where there are any.</summary>
    public required double[] ValidationLosses { get; init; }

    /// <summary>Rows of each epoch.</summary>
    public required long[] Rows { get; init; }

    public required float? Threshold { get; init; }

    public required long Steps { get; init; }

    public required int? HealthRows { get; init; }

    /// <summary>What the fit said.</summary>
    public required string[] Log { get; init; }

    /// <summary>Why there was no model; null: there was.</summary>
    public string? Error { get; init; }

    public static Outcome Of(VaeTransformer model, IEnumerable<string> log) => new()
    {
        Weights = [.. model.Model.Network.state_dict().Values.SelectMany(tensor => tensor.data<float>().ToArray())],
        Losses = [.. model.History.Select(epoch => epoch.NegativeElbo)],
        ValidationLosses = [.. model.History.Select(epoch => epoch.ValidationNegativeElbo).OfType<double>()],
        Rows = [.. model.History.Select(epoch => epoch.Rows)],
        Threshold = model.ScoreThreshold,
        Steps = model.Report.Steps,
        HealthRows = (int?)model.Report.Health?.SampleRows,
        Log = [.. log],
    };

    public static Outcome Failed(Exception error, IEnumerable<string> log) => new()
    {
        Weights = [], Losses = [], ValidationLosses = [], Rows = [], Threshold = null, Steps = 0, HealthRows = null, Log = [.. log],
        Error = $"{error.GetType().Name}: {error.Message}",
    };

    public void Write(string folder, string work, int rank) =>
        File.WriteAllText(Path.Combine(folder, $"{work}-{rank}.json"), JsonSerializer.Serialize(this));

    public static Outcome Read(string folder, string work, int rank) =>
        JsonSerializer.Deserialize<Outcome>(File.ReadAllText(Path.Combine(folder, $"{work}-{rank}.json")))!;
}

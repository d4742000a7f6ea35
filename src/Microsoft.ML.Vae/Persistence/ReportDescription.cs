using System.Collections.ObjectModel;

namespace Microsoft.ML.Vae.Persistence;

/// <summary>A <see cref="TrainingReport"/> as it stands in the file.</summary>
internal sealed record ReportDescription
{
    private const int MostTexts = 64;
    private const int LongestName = 64;
    private const int LongestText = 500;

    public required string End { get; init; }
    public required int WeightsEpoch { get; init; }
    public required long Steps { get; init; }
    public required long Rows { get; init; }
    public required long DurationTicks { get; init; }
    public required int Seed { get; init; }
    public required int Threads { get; init; }
    public required string Score { get; init; }
    public required Dictionary<string, string> Options { get; init; }
    public required Dictionary<string, string> Versions { get; init; }
    public HealthDescription? Health { get; init; }

    public static ReportDescription From(TrainingReport report) => new()
    {
        End = EnumNames.Of(report.End),
        WeightsEpoch = report.WeightsEpoch,
        Steps = report.Steps,
        Rows = report.Rows,
        DurationTicks = report.Duration.Ticks,
        Seed = report.Seed,
        Threads = report.Threads,
        Score = Shorten(report.Score),
        Options = Shorten(report.Options),
        Versions = Shorten(report.Versions),
        Health = report.Health is { } health ? HealthDescription.From(health) : null,
    };

    public TrainingReport ToReport(int latentDimension, int epochs)
    {
        TrainingStopReason? end = EnumNames.Parse<TrainingStopReason>(End);
        Check(end is not null && WeightsEpoch >= 0 && WeightsEpoch <= epochs && Steps >= 0,
            $"end '{End}', weights of epoch {WeightsEpoch} of {epochs}, {Steps} steps");
        Check(Rows >= 0 && DurationTicks >= 0 && Threads >= 0, $"{Rows} rows, {DurationTicks} ticks, {Threads} threads");
        Check(Score.Length <= LongestText, $"a score of {Score.Length} characters");
        return new TrainingReport
        {
            End = end!.Value,
            WeightsEpoch = WeightsEpoch,
            Steps = Steps,
            Rows = Rows,
            Duration = new TimeSpan(DurationTicks),
            Seed = Seed,
            Threads = Threads,
            Score = Score,
            Options = Checked(Options),
            Versions = Checked(Versions),
            Health = Health?.ToHealth(latentDimension),
        };
    }

    private static ReadOnlyDictionary<string, string> Checked(Dictionary<string, string> texts)
    {
        Check(texts.Count <= MostTexts, $"{texts.Count} texts");
        foreach ((string name, string? text) in texts)
        {
            Check(name.Length is > 0 and <= LongestName && text?.Length <= LongestText,
                $"a name of {name.Length} and a text of {text?.Length} characters");
        }
        return texts.AsReadOnly();
    }

    private static void Check(bool isGood, FormattableString report)
    {
        if (!isGood)
            throw Safetensors.Damaged("description", $"a report of {FormattableString.Invariant(report)}");
    }

    // What an application names may be of any length, and must not make a model that cannot be loaded.
    private static Dictionary<string, string> Shorten(IReadOnlyDictionary<string, string> texts) =>
        texts.Take(MostTexts).ToDictionary(text => text.Key, text => Shorten(text.Value));

    private static string Shorten(string text) => text.Length <= LongestText ? text : text[..(LongestText - 1)] + '…';
}

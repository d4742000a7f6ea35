using System.Globalization;
using System.Reflection;

namespace Microsoft.ML.Vae.Training;

/// <summary>What later reports need to know about the fit that made a model.</summary>
internal static class FitDescription
{
    // They cannot bear on the model, or are described elsewhere in the report.
    private static readonly string[] _otherOptions =
    [
        nameof(VaeOptions.CancellationToken), nameof(VaeOptions.Progress), nameof(VaeOptions.Checkpoints), nameof(VaeOptions.Seed),
        nameof(VaeOptions.OutputCacheBytes), nameof(VaeOptions.SnapshotSamples), nameof(VaeOptions.DiskCache),
    ];

    /// <summary>A report with everything that is known of the fit as a whole.</summary>
    public static TrainingReport Complete(TrainingReport report, VaeOptions options, int seed, TimeSpan duration) => report with
    {
        Options = ChangedOptions(options),
        Seed = seed,
        Threads = get_num_threads(),
        Versions = new Dictionary<string, string>
        {
            ["Microsoft.ML.Vae"] = VersionOf(typeof(VaeOptions).Assembly),
            ["Microsoft.ML"] = VersionOf(typeof(MLContext).Assembly),
            ["TorchSharp"] = VersionOf(typeof(Tensor).Assembly),
        },
        Duration = duration,
        Score = options.AnomalyScore.ToString()!,
    };

    /// <summary>The options that differ from their defaults.</summary>
    public static IReadOnlyDictionary<string, string> ChangedOptions(VaeOptions options)
    {
        var defaults = new VaeOptions { OutputColumnName = "" };
        return typeof(VaeOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => !_otherOptions.Contains(property.Name))
            .Select(property => (property.Name, Value: Text(property.GetValue(options)), Default: Text(property.GetValue(defaults))))
            .Where(option => option.Value != option.Default)
            .ToDictionary(option => option.Name, option => option.Value);
    }

    private static string Text(object? value) => value switch
    {
        EarlyStopping stopping => stopping.ToText(),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    // What follows the plus sign is the commit.
    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? assembly.GetName().Version!.ToString();
}

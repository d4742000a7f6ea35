using Microsoft.ML.Vae.Tool.Data;

namespace Microsoft.ML.Vae.Tool.Training;

/// <summary>Chooses how to fit a table.</summary>
internal static class TableJob
{
    private const string Features = nameof(Features);
    private const int MostNamed = 8;

    /// <exception cref="InputException">No column can be used, or an option is for images.</exception>
    public static TrainingJob Create(MLContext context, Terminal terminal, TableFile file, TrainSettings settings)
    {
        if (settings.Size is not null || settings.Channels is not null || settings.Convolutional || settings.Likelihood is not null)
            throw new InputException($"--size, --channels, --conv and --likelihood are for images, and '{file.Path}' is a table.");
        var table = file.Table;
        if (table.Features.Count == 0)
        {
            CheckRows(terminal, file, table.Load(), numbers: []);
            throw new InputException(table.Texts.Count == 0
                ? $"'{file.Path}' has no column left to train on."
                : $"'{file.Path}' has no column of numbers, flags or categories: {Names(table.Texts)} hold texts with "
                    + "more than 100 different values, or nothing. Use numbers, or texts that repeat.");
        }
        var data = table.LoadFeatures(settings.Condition);
        if (settings.Rows is { } rows)
            data = context.Data.TakeRows(data, rows);
        var count = CheckRows(terminal, file, data, table.Numbers);
        terminal.Line($"{file.Path}: {count} rows{table.Remark}, {table}");
        var latents = settings.LatentDimension ?? Math.Clamp((table.Features.Count + 1) / 2, 1, VaeDefaults.LatentDimension);
        var options = settings.ToOptions() with
        {
            InputColumnName = Features,
            Network = Network.FullyConnected(settings.Dense),
            Likelihood = table.Likelihood,
            LatentDimension = latents,
            ScoreContributionsColumnName = "Contributions",
            ContributionGrouping = ContributionGrouping.SourceColumn,
        };
        return new TrainingJob(data, table.Encoding(Features), options,
        [
            .. Kind("numbers, standardized", table.Numbers),
            .. Kind("flags, 0 or 1", table.Flags),
            .. Kind("categories, one-hot", table.Categories),
            .. table.Texts.Count == 0
                ? []
                : (string[])[$"left out: {Names(table.Texts)}, which hold texts with more than 100 different values, or nothing"],
            $"dense network{(settings.Dense is { } sizes ? $" of {string.Join(", ", sizes)}" : "")}, likelihood {options.Likelihood}",
            FormattableString.Invariant($"{latents} latent dimensions, for {table.Features.Count} columns (--latent)"),
        ]);
    }

    /// <summary>Counts the rows, and tells of numbers that are missing.</summary>
    private static int CheckRows(Terminal terminal, TableFile file, IDataView data, List<string> numbers)
    {
        var missing = new int[numbers.Count];
        var count = 0;
        using (var cursor = data.GetRowCursor(numbers.Select(name => data.Schema[name])))
        {
            ValueGetter<float>[] getters = [.. numbers.Select(name => cursor.GetGetter<float>(data.Schema[name]))];
            for (float value = 0; cursor.MoveNext(); count++)
            {
                for (var i = 0; i < getters.Length; i++)
                {
                    getters[i](ref value);
                    missing[i] += float.IsNaN(value) ? 1 : 0;
                }
            }
        }
        if (count == 0)
            throw new InputException($"'{file.Path}' has no rows.");
        for (var i = 0; i < missing.Length; i++)
        {
            if (missing[i] > 0)
                terminal.Line($"column '{numbers[i]}': {missing[i]} of {count} fields are empty or no numbers, and count as the mean");
        }
        return count;
    }

    private static string[] Kind(string kind, List<string> names) => names.Count == 0 ? [] : [$"{kind}: {Names(names)}"];

    private static string Names(List<string> names) => string.Join(", ", names.Take(MostNamed))
        + (names.Count > MostNamed ? FormattableString.Invariant($" and {names.Count - MostNamed} more") : "");
}

using System.Globalization;

namespace Microsoft.ML.Vae.Sharding;

/// <summary>Finds the share of this process in the variables that schedulers set.</summary>
internal sealed class ShardEnvironment(Func<string, string?> variable)
{
    private const string Kubernetes = "JOB_COMPLETION_INDEX";
    private const string Slurm = "SLURM_ARRAY_TASK_ID";
    private const string SlurmFirst = "SLURM_ARRAY_TASK_MIN";
    private const string SlurmStep = "SLURM_ARRAY_TASK_STEP";
    private const string SlurmCount = "SLURM_ARRAY_TASK_COUNT";

    public DataShard Find(ShardLayout layout)
    {
        string[] set = [.. new[] { Kubernetes, Slurm }.Where(name => Text(name) is not null)];
        string? source = Text(DataShard.IndexVariable) is not null ? DataShard.IndexVariable
            : set.Length < 2 ? set.FirstOrDefault()
            : throw new InvalidOperationException(
                $"{Kubernetes} and {Slurm} are both set; set {DataShard.IndexVariable} to say which share this is.");
        if (source is null)
        {
            return Text(DataShard.CountVariable) is null or "1"
                ? new DataShard(0, 1, layout)
                : throw new InvalidOperationException(
                    $"{DataShard.CountVariable} is set, but none of {DataShard.IndexVariable}, {Kubernetes} and {Slurm} says which share "
                    + "this is.");
        }
        int index = Number(source), count = Count(source);
        return index < count ? new DataShard(index, count, layout) : throw new InvalidOperationException(FormattableString.Invariant(
            $"{source} is {index}, but there are {count} shares, counted from 0."));
    }

    private int Count(string source)
    {
        if (Text(DataShard.CountVariable) is not null)
            return Number(DataShard.CountVariable) is > 0 and var count ? count : throw NoNumber(DataShard.CountVariable, minimum: 1);
        // Part of an array that is submitted again has a count of its own, and another first index.
        bool isWholeArray = source == Slurm && Text(SlurmCount) is not null && Text(SlurmFirst) is "0" && Text(SlurmStep) is null or "1";
        return isWholeArray ? Number(SlurmCount) : throw new InvalidOperationException(
            $"{source} is set; set {DataShard.CountVariable} as well, the number of shares.");
    }

    private int Number(string name) =>
        int.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw NoNumber(name, minimum: 0);

    private InvalidOperationException NoNumber(string name, int minimum) => new(FormattableString.Invariant(
        $"{name} is '{Text(name)}'; must be a whole number from {minimum}."));

    private string? Text(string name) => variable(name) is { Length: > 0 } text ? text : null;
}

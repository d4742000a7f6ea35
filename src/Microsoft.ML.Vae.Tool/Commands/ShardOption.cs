using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Microsoft.ML.Vae.Tool.Commands;

/// <summary>The option that names the share of a process.</summary>
internal static class ShardOption
{
    private const string Scheduler = "auto";

    public static Option<DataShard?> Create() => new("--shard")
    {
        Description = "Write only share I of N, counted from 0, into the folder --output; 'auto' takes both from the scheduler "
            + $"(Kubernetes, Slurm, {DataShard.IndexVariable} and {DataShard.CountVariable}). A share that is done is not done again.",
        HelpName = "I/N|auto",
        CustomParser = Parse,
    };

    private static DataShard? Parse(ArgumentResult result)
    {
        string text = result.Tokens.Single().Value;
        try
        {
            if (text == Scheduler)
                return DataShard.FromEnvironment();
            if (text.Split('/') is [var index, var count] && Number(index) is { } share && Number(count) is { } shares && share < shares)
                return new DataShard(share, shares);
            result.AddError($"--shard is '{text}'; must be I/N with I below N, such as 0/8, or {Scheduler}.");
        }
        catch (InvalidOperationException e)
        {
            result.AddError($"--shard is '{text}': {e.Message}");
        }
        return null;
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}

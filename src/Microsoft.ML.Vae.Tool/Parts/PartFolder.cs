using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.ML.Vae.Tool.Output;

namespace Microsoft.ML.Vae.Tool.Parts;

/// <summary>A folder to which processes write the rows of their shares, each in a file of its own.</summary>
internal sealed partial class PartFolder(string path)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public string RowsFile(DataShard shard) => RowsFile(shard.Index, shard.Count);

    /// <summary>Whether a share's rows are there, written by the same command with the same model.</summary>
    /// <param name="shard">The share.</param>
    /// <param name="expected">What they are to be, but for their number.</param>
    /// <exception cref="InputException">They are of another command or model.</exception>
    public bool IsDone(DataShard shard, PartDescription expected)
    {
        if (Read(shard.Index, shard.Count) is not { } found)
            return false;
        return found.Difference(expected) is { } difference
            ? throw new InputException($"'{RowsFile(shard)}' has {difference}. Delete it, or choose another folder.")
            : true;
    }

    /// <summary>Marks a share as done.</summary>
    public void Finish(PartDescription part) =>
        OutputFile.WriteText(DescriptionFile(part.Share, part.Of), writer => writer.Write(JsonSerializer.Serialize(part, _json)));

    /// <summary>All parts, in the order of their shares.</summary>
    /// <exception cref="InputException">Some are missing, or not of one model; the message names them.</exception>
    public IReadOnlyList<PartDescription> Complete()
    {
        if (!Directory.Exists(path))
            throw new InputException($"There is no folder '{path}'.");
        int[] counts = [.. Directory.EnumerateFiles(path).Select(file => PartName().Match(Path.GetFileName(file)))
            .Where(match => match.Success).Select(match => int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)).Distinct()];
        if (counts is not [var count])
        {
            throw new InputException(counts.Length == 0
                ? $"'{path}' has no parts (part-00000-of-00008.csv)."
                : $"'{path}' has parts of {string.Join(" and of ", counts.Order())} shares. Delete those that do not belong together.");
        }
        PartDescription?[] parts = [.. Enumerable.Range(0, count).Select(share => Read(share, count))];
        int[] missing = [.. Enumerable.Range(0, count).Where(share => parts[share] is null)];
        if (missing.Length > 0)
        {
            var (shares, them) = missing.Length == 1 ? ("share", "it") : ("shares", "them");
            string numbers = string.Join(", ", missing.Take(20)) + (missing.Length > 20 ? ", …" : "");
            throw new InputException($"'{path}' lacks {shares} {numbers} of {count}, counted from 0. Run {them} again.");
        }
        foreach (PartDescription part in parts.Skip(1).OfType<PartDescription>())
        {
            if (part.Difference(parts[0]!) is { } difference)
                throw new InputException($"'{RowsFile(part.Share, part.Of)}' has {difference} as '{RowsFile(0, count)}'.");
            // Row r belongs to share r mod n.
            if (part.Rows > parts[part.Share - 1]!.Rows || part.Rows < parts[0]!.Rows - 1)
            {
                throw new InputException(FormattableString.Invariant(
                    $"'{RowsFile(part.Share, part.Of)}' has {part.Rows} rows, '{RowsFile(0, count)}' {parts[0]!.Rows}: ")
                    + "not of the same data.");
            }
        }
        return parts!;
    }

    public string RowsFile(int share, int count) => Path.Combine(path, Name(share, count) + ".csv");

    private string DescriptionFile(int share, int count) => Path.Combine(path, Name(share, count) + ".json");

    private static string Name(int share, int count) => string.Create(CultureInfo.InvariantCulture, $"part-{share:D5}-of-{count:D5}");

    /// <summary>A share's description; null where there is none, or no file of rows that it is of.</summary>
    private PartDescription? Read(int share, int count)
    {
        string file = DescriptionFile(share, count);
        if (!File.Exists(file) || new FileInfo(RowsFile(share, count)) is not { Exists: true } rows)
            return null;
        try
        {
            PartDescription part = JsonSerializer.Deserialize<PartDescription>(File.ReadAllText(file), _json)
                ?? throw new JsonException("it is null.");
            return part.Bytes == rows.Length && (part.Share, part.Of) == (share, count) && part.Model.Length == 64 ? part : null;
        }
        catch (JsonException e)
        {
            throw new InputException($"'{file}' is no description of a part: {e.Message} Delete it, and run share {share} again.", e);
        }
    }

    [GeneratedRegex(@"^part-(\d{5,9})-of-(\d{5,9})\.(csv|json)$")]
    private static partial Regex PartName();
}

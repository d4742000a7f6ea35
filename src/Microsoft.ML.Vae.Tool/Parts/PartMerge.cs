using Microsoft.ML.Vae.Tool.Output;

namespace Microsoft.ML.Vae.Tool.Parts;

/// <summary>Puts the rows of all shares into one file, in the order of the data.</summary>
internal static class PartMerge
{
    /// <returns>The number of rows.</returns>
    /// <exception cref="InputException">The parts are not complete, or not of one model.</exception>
    public static long Write(PartFolder folder, string output, CancellationToken cancellation)
    {
        IReadOnlyList<PartDescription> parts = folder.Complete();
        StreamReader[] readers = [.. parts.Select(part => new StreamReader(folder.RowsFile(part.Share, part.Of)))];
        try
        {
            OutputFile.WriteText(output, writer =>
            {
                string?[] headers = [.. readers.Select(ReadRecord)];
                writer.Write(headers[0] + '\n');
                for (long row = 0; row < parts[0].Rows * parts.Count; row++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    PartDescription part = parts[(int)(row % parts.Count)];
                    if (row / parts.Count >= part.Rows)
                        continue;
                    string record = ReadRecord(readers[part.Share]) ?? throw new InputException(FormattableString.Invariant(
                        $"'{folder.RowsFile(part.Share, part.Of)}' has fewer than {part.Rows} rows. ")
                        + FormattableString.Invariant($"Delete it, and run share {part.Share} again."));
                    writer.Write(record + '\n');
                }
            });
        }
        finally
        {
            Array.ForEach(readers, reader => reader.Dispose());
        }
        return parts.Sum(part => part.Rows);
    }

    /// <summary>A line, or several where a quoted field holds line breaks.</summary>
    private static string? ReadRecord(StreamReader reader)
    {
        string? record = reader.ReadLine();
        while (record is not null && record.Count(letter => letter == '"') % 2 == 1 && reader.ReadLine() is { } more)
            record += '\n' + more;
        return record;
    }
}

namespace Microsoft.ML.Vae.Tool.Parts;

/// <summary>What a share's rows are: written after them, so that a part with a description is complete.</summary>
internal sealed record PartDescription
{
    /// <summary>The command that wrote it.</summary>
    public required string Command { get; init; }

    /// <summary>SHA-256 of the model file, in hexadecimal digits.</summary>
    public required string Model { get; init; }

    /// <summary>Which share, from 0.</summary>
    public required int Share { get; init; }

    /// <summary>How many shares there are.</summary>
    public required int Of { get; init; }

    /// <summary>The names of the columns.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    public required long Rows { get; init; }

    /// <summary>The size of the rows' file.</summary>
    public required long Bytes { get; init; }

    /// <summary>How it differs from another, in words; null where both have the same columns of one model.</summary>
    public string? Difference(PartDescription other)
    {
        string? Differs(string what, string here, string there) => here == there ? null : $"{what} {here}, not {there}";
        return Differs("command", Command, other.Command) ?? Differs("model (SHA-256)", Model[..12], other.Model[..12])
            ?? Differs("number of shares", $"{Of}", $"{other.Of}")
            ?? Differs("columns", string.Join(',', Columns), string.Join(',', other.Columns));
    }
}

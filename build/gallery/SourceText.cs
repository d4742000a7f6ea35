namespace Microsoft.ML.Vae.Gallery;

/// <summary>Source as a page shows it.</summary>
internal static class SourceText
{
    /// <summary>What is between two lines of a statement.</summary>
    public const string NewLine = "\n    ";

    private const string Arrow = "=>";

    /// <summary>What a lambda expression does, as a statement, whose other lines are indented.</summary>
    public static string BodyOf(string lambda)
    {
        string body = Unindented(lambda[(lambda.IndexOf(Arrow, StringComparison.Ordinal) + Arrow.Length)..].Trim());
        return body.Replace("\n", NewLine, StringComparison.Ordinal) + ";";
    }

    /// <summary>The first line stays; of those that follow, the one with the least indentation loses it.</summary>
    public static string Unindented(string code)
    {
        string[] lines = code.ReplaceLineEndings("\n").Split('\n');
        int[] indents = [.. lines.Skip(1).Where(line => line.Length > 0).Select(line => line.Length - line.TrimStart().Length)];
        int least = indents.Length > 0 ? indents.Min() : 0;
        return string.Join('\n', lines.Select((line, i) => i == 0 || line.Length == 0 ? line : line[least..]));
    }
}

using System.Globalization;

namespace Microsoft.ML.Vae.Shared.Tables;

/// <summary>How a text file separates its fields, and whether its first line names them.</summary>
internal sealed record TableFormat(char Separator, bool HasHeader)
{
    private static readonly char[] _separators = [',', '\t', ';'];

    /// <summary>What the first line suggests: the commonest separator, and a header if any of its fields is not a number.</summary>
    /// <exception cref="FormatException">The file has no first line.</exception>
    public static TableFormat Detect(string path)
    {
        var line = File.ReadLines(path).FirstOrDefault() ?? throw new FormatException($"'{path}' is empty.");
        var separator = _separators.MaxBy(other => line.Count(c => c == other));
        return new(separator, !line.Split(separator).All(field => IsNumber(field.Trim().Trim('"'))));
    }

    public static bool IsNumber(string value) => float.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}

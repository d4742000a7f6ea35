using System.Globalization;

namespace Microsoft.ML.Vae.Tool.Output;

/// <summary>Rows of comma-separated values; what is missing is empty.</summary>
internal sealed class CsvWriter(TextWriter writer)
{
    public void Write(params IEnumerable<object?> fields)
    {
        writer.Write(string.Join(',', fields.Select(Text)));
        writer.Write('\n');
    }

    private static string Text(object? field) => field switch
    {
        float number => float.IsNaN(number) ? "" : number.ToString(CultureInfo.InvariantCulture),
        _ when Convert.ToString(field, CultureInfo.InvariantCulture) is { } text && text.AsSpan().ContainsAny(",\"\r\n") =>
            $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
        _ => Convert.ToString(field, CultureInfo.InvariantCulture) ?? "",
    };
}

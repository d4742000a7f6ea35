using System.Text.RegularExpressions;

namespace Microsoft.ML.Vae.Results;

/// <summary>Options as they stand in the code of a row.</summary>
internal static partial class OptionsText
{
    /// <summary>What a lambda of the form <c>options => options with { … }</c> sets; the name is for the message.</summary>
    /// <exception cref="FormatException">It has another form.</exception>
    public static string Of(string lambda, string name) => Options().Match(Whitespace().Replace(lambda, " ")) is { Success: true } options
        ? options.Groups["code"].Value
        : throw new FormatException($"The options of '{name}' are written '{lambda}'; must be 'options => options with {{ … }}'.");

    [GeneratedRegex(@"^options => options with \{ (?<code>.*?),? \}$")]
    private static partial Regex Options();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Whitespace();
}

using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace Microsoft.ML.Vae.Build;

/// <summary>The option --only, which chooses what is measured.</summary>
internal static class PatternOption
{
    private const string Name = "--only";

    /// <param name="line">What the regular expression looks at, in words.</param>
    public static Option<Regex?> Create(string line) => new(Name)
    {
        Description = $"Measure only {line} this regular expression finds.",
        HelpName = "REGEX",
        CustomParser = Parse,
    };

    private static Regex? Parse(ArgumentResult argument)
    {
        try
        {
            return new Regex(argument.Tokens.Single().Value, RegexOptions.IgnoreCase);
        }
        catch (RegexParseException e)
        {
            argument.AddError($"{Name} is no regular expression: {e.Message}");
            return null;
        }
    }
}

using System.CommandLine;

namespace Microsoft.ML.Vae.Shared.Commands;

/// <summary>Options that are whole numbers of at least 1.</summary>
internal static class NumberOption
{
    public static Option<int> Positive(string name, int standard, string description)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => standard };
        RequireAtLeastOne(option);
        return option;
    }

    /// <summary>One without a default.</summary>
    public static Option<int?> Optional(string name, string description)
    {
        var option = new Option<int?>(name) { Description = description, HelpName = "N" };
        RequireAtLeastOne(option);
        return option;
    }

    public static void RequireAtLeastOne(Option option) => option.Validators.Add(result =>
    {
        if (result.Tokens is [var token] && int.TryParse(token.Value, out var value) && value < 1)
            result.AddError($"{option.Name} is {value}; must be at least 1.");
    });
}

using System.CommandLine;

namespace Microsoft.ML.Vae.Tool.Commands;

/// <summary>Arguments and options that several commands have.</summary>
internal static class CommandArguments
{
    public const string DataDescription =
        "A folder of images (JPEG, PNG, WebP, BMP, GIF; folders in it are classes), MNIST's IDX files (their folder, or one file of "
        + "images), a table (CSV, TSV), or Parquet (a file, or a folder of files, with numbers, a column of lists, or encoded images).";

    public static Argument<string> Model() => new("model") { Description = "The model file, as vae train writes it." };

    public static Argument<string> Data() => new("data") { Description = DataDescription };

    public static Option<string?> Output(string description) => new("--output", "-o") { Description = description, HelpName = "FILE" };

    public static Option<string?> Condition() => new("--condition")
    {
        Description = "Of a conditional model, what to decode for: a value by its name, or numbers joined by commas.",
        HelpName = "VALUE",
    };

    public static Option<bool> Json() => new("--json") { Description = "Print JSON, for scripts." };

    public static Option<int> Seed() => new("--seed")
    {
        Description = "Seed of everything random.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };
}

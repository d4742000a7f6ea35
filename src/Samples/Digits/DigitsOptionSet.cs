using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Microsoft.ML.Vae.Shared.Commands;

namespace Microsoft.ML.Vae.Samples.Digits;

/// <summary>The command line's spelling of <see cref="DigitsOptions"/>; its defaults are theirs.</summary>
internal sealed class DigitsOptionSet
{
    private static readonly DigitsOptions _defaults = new();

    private readonly Option<string?> _data = new("--data")
    {
        Description = "Folder with MNIST's four IDX files, plain or gzipped. Without it digits are generated.",
        HelpName = "DIR",
    };

    private readonly Option<bool> _download = new("--download")
    {
        Description = "Fetch MNIST's files into the folder of --data, by default 'artifacts/mnist'. Correct files that are there are kept.",
    };

    private readonly Option<string> _mirror = new("--mirror")
    {
        Description = "Where --download finds the four files, gzipped.",
        HelpName = "URL",
        DefaultValueFactory = _ => _defaults.Mirror.AbsoluteUri,
    };

    private readonly Option<int> _epochs = NumberOption.Positive("--epochs", _defaults.Epochs, "Passes over the training images.");

    private readonly Option<int> _latent = NumberOption.Positive("--latent", _defaults.LatentDimension, "Dimensions of the latent space.");

    private readonly Option<int[]> _hidden = new("--hidden")
    {
        Description = "Sizes of the encoder's hidden layers, joined by commas; the decoder mirrors them. 'none': a linear model.",
        HelpName = "N,N,...",
        DefaultValueFactory = _ => [.. _defaults.HiddenSizes],
        CustomParser = ParseSizes,
    };

    private readonly Option<int> _batch = NumberOption.Positive("--batch", _defaults.BatchSize, "Images in a training step.");

    private readonly Option<int> _seed = new("--seed")
    {
        Description = "Seed of everything random.",
        HelpName = "N",
        DefaultValueFactory = _ => _defaults.Seed,
    };

    private readonly Option<int?> _rows = new("--rows")
    {
        Description = "Use at most this many training images, and as many test images. Without it all are used.",
        HelpName = "N",
    };

    private readonly Option<string?> _output = new("--output")
    {
        Description = "Folder for the results. Without it a new one under 'artifacts'.",
        HelpName = "DIR",
    };

    public DigitsOptionSet()
    {
        NumberOption.RequireAtLeastOne(_rows);
        _mirror.Validators.Add(CheckMirror);
    }

    public IEnumerable<Option> All => [_data, _download, _mirror, _epochs, _latent, _hidden, _batch, _seed, _rows, _output];

    public DigitsOptions Bind(ParseResult result) => new()
    {
        DataFolder = result.GetValue(_data),
        Download = result.GetValue(_download),
        Mirror = new Uri(result.GetRequiredValue(_mirror)),
        Epochs = result.GetValue(_epochs),
        LatentDimension = result.GetValue(_latent),
        HiddenSizes = result.GetValue(_hidden) ?? [],
        BatchSize = result.GetValue(_batch),
        Seed = result.GetValue(_seed),
        Rows = result.GetValue(_rows),
        OutputFolder = result.GetValue(_output),
    };

    private void CheckMirror(OptionResult result)
    {
        if (result.Tokens is not [var token])
            return;
        if (!Uri.TryCreate(token.Value, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            result.AddError($"--mirror is '{token.Value}'; must be an address that starts with http:// or https://.");
        else if (!result.GetValue(_download))
            result.AddError("--mirror needs --download.");
    }

    private static int[]? ParseSizes(ArgumentResult argument)
    {
        var text = argument.Tokens.Count == 1 ? argument.Tokens[0].Value : "";
        if (text == "none")
            return [];
        var parts = text.Split(',');
        var sizes = new int[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out sizes[i]) || sizes[i] < 1)
            {
                argument.AddError($"--hidden is '{text}'; must be sizes of at least 1 joined by commas, or 'none'.");
                return null;
            }
        }

        return sizes;
    }
}

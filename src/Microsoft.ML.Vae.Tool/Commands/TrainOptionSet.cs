using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Microsoft.ML.Vae.Tool.Training;
using SkiaSharp;

namespace Microsoft.ML.Vae.Tool.Commands;

/// <summary>The command line's spelling of <see cref="TrainSettings"/>.</summary>
internal sealed class TrainOptionSet
{
    private const int LargestSide = 1024;

    private static readonly Dictionary<string, Likelihood> _likelihoods = new(StringComparer.Ordinal)
    {
        ["bernoulli"] = Likelihood.Bernoulli,
        ["continuous-bernoulli"] = Likelihood.ContinuousBernoulli,
        ["gaussian"] = Likelihood.GaussianWithLearnedVariance(),
        ["optimal-gaussian"] = Likelihood.GaussianWithOptimalVariance(),
        ["laplace"] = Likelihood.Laplace(0.1),
        ["logistic"] = Likelihood.DiscretizedLogistic(),
    };

    private readonly Option<SKSizeI?> _size = new("--size")
    {
        Description = "Width and height that images are cropped and resized to. Default: their own, or at most 64.",
        HelpName = "N|WxH",
        CustomParser = ParseSize,
    };

    private readonly Option<int?> _channels = new("--channels")
    {
        Description = "1 for grey images, 3 for color. Default: what the images are.",
        HelpName = "N",
    };

    private readonly Option<bool> _convolutional = new("--conv")
    {
        Description = "Use a convolutional network; image files have it anyway.",
    };

    private readonly Option<int[]?> _dense = new("--dense")
    {
        Description = "Use a dense network with these hidden layers, such as 400 or 512,256.",
        HelpName = "N,N,...",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = ParseSizes,
    };

    private readonly Option<string?> _likelihood = new("--likelihood")
    {
        Description = $"Of pixels: {string.Join(", ", _likelihoods.Keys)}. Default: bernoulli. Tables have their own.",
        HelpName = "NAME",
    };

    private readonly Option<int?> _latent = NumberOption.Optional(
        "--latent", $"Latent dimensions. Default: {VaeDefaults.LatentDimension}, fewer for few images or columns.");

    private readonly Option<int?> _epochs = NumberOption.Optional(
        "--epochs", "Passes over the rows. Default: as many as suit their number.");

    private readonly Option<int?> _batch = NumberOption.Optional(
        "--batch", "Rows in a training step. Default: as suits their number.");

    private readonly Option<double> _beta = new("--beta")
    {
        Description = "Weight of the KL divergence: lower for sharper images, higher for simpler codes.",
        HelpName = "X",
        DefaultValueFactory = _ => VaeDefaults.Beta,
    };

    private readonly Option<double> _validation = new("--validation")
    {
        Description = "Share of the rows, up to 0.5, to hold out; training stops when their loss no longer falls.",
        HelpName = "X",
        DefaultValueFactory = _ => 0,
    };

    private readonly Option<int?> _rows = NumberOption.Optional("--rows", "Use at most this many rows.");

    private readonly Option<string[]> _ignored = new("--ignore")
    {
        Description = "Columns of a table to leave out, such as an id or a label.",
        HelpName = "NAME",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> _condition = new("--condition")
    {
        Description = "Tell the model the class of each row, to draw by class later: a column of a table or of Parquet files; for images "
            + "in folders, which are the classes, and for IDX files with labels, the word class.",
        HelpName = "NAME",
    };

    private readonly Option<bool> _skipInvalid = new("--skip-invalid") { Description = "Leave out files that cannot be loaded." };

    private readonly Option<int> _seed = CommandArguments.Seed();

    public TrainOptionSet()
    {
        _channels.Validators.Add(result => Check(result, result.GetValue(_channels) is null or 1 or 3, "1 or 3"));
        _latent.Validators.Add(result => Check(
            result, result.GetValue(_latent) is null or <= VaeOptionsValidator.MaximumLatentDimension,
            FormattableString.Invariant($"in [1, {VaeOptionsValidator.MaximumLatentDimension}]")));
        _beta.Validators.Add(result => Check(result, result.GetValue(_beta) is >= 0 and <= 1e6, "in [0, 1000000]"));
        _validation.Validators.Add(result => Check(result, result.GetValue(_validation) is >= 0 and <= 0.5, "in [0, 0.5]"));
        _likelihood.Validators.Add(result => Check(
            result, result.GetValue(_likelihood) is not { } name || _likelihoods.ContainsKey(name),
            $"one of {string.Join(", ", _likelihoods.Keys)}"));
        _dense.Validators.Add(result =>
        {
            if (result.GetValue(_convolutional))
                result.AddError("--conv and --dense are two kinds of network: give one of them.");
        });
    }

    public Option[] All =>
    [
        _size, _channels, _convolutional, _dense, _likelihood, _latent, _epochs, _batch, _beta, _validation, _rows, _ignored, _condition,
        _skipInvalid, _seed,
    ];

    public string[] Ignored(ParseResult result) => result.GetValue(_ignored) ?? [];

    public string? Condition(ParseResult result) => result.GetValue(_condition);

    public TrainSettings Bind(ParseResult result) => new()
    {
        Size = result.GetValue(_size),
        Channels = result.GetValue(_channels),
        Convolutional = result.GetValue(_convolutional),
        Dense = result.GetResult(_dense) is { Implicit: false } ? result.GetValue(_dense) ?? [VaeDefaults.HiddenSize] : null,
        Likelihood = result.GetValue(_likelihood) is { } name ? _likelihoods[name] : null,
        LatentDimension = result.GetValue(_latent),
        Epochs = result.GetValue(_epochs),
        BatchSize = result.GetValue(_batch),
        Beta = result.GetValue(_beta),
        ValidationFraction = result.GetValue(_validation),
        Rows = result.GetValue(_rows),
        SkipInvalid = result.GetValue(_skipInvalid),
        Seed = result.GetValue(_seed),
    };

    private static void Check(OptionResult result, bool isGood, string wanted)
    {
        if (result.Tokens is [var token] && !isGood)
            result.AddError($"{result.Option.Name} is {token.Value}; must be {wanted}.");
    }

    private static SKSizeI? ParseSize(ArgumentResult argument)
    {
        var text = argument.Tokens.Count == 1 ? argument.Tokens[0].Value : "";
        int[] sides = [.. text.Split('x').Select(Number)];
        if (sides is not ([_] or [_, _]) || sides.Any(side => side is < 1 or > LargestSide))
        {
            argument.AddError(
                $"--size is '{text}'; must be a number of pixels, or width x height as in 64x48, each in [1, {LargestSide}].");
            return null;
        }
        return new SKSizeI(sides[0], sides[^1]);
    }

    private static int[]? ParseSizes(ArgumentResult argument)
    {
        if (argument.Tokens.Count == 0)
            return null;
        var text = argument.Tokens[0].Value;
        int[] sizes = [.. text.Split(',').Select(Number)];
        if (sizes.All(size => size >= 1))
            return sizes;
        argument.AddError($"--dense is '{text}'; must be sizes of at least 1 joined by commas, as in 512,256.");
        return null;
    }

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}

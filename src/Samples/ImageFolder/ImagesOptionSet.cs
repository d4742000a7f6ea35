using System.CommandLine;
using Microsoft.ML.Vae.Shared.Commands;

namespace Microsoft.ML.Vae.Samples.ImageFolder;

/// <summary>The command line's spelling of <see cref="ImagesOptions"/>; its defaults are theirs.</summary>
internal sealed class ImagesOptionSet
{
    private static readonly ImagesOptions _defaults = new();

    private readonly Argument<string?> _folder = new("folder")
    {
        Description = "Folder with JPEG, PNG or BMP files. Without it digits are generated as JPEG files.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<int> _side = NumberOption.Positive(
        "--side", _defaults.Side, "Height and width that every image is resized to.");

    private readonly Option<int?> _epochs = new("--epochs")
    {
        Description = "Passes over the images. Without it, as many as suit their number.",
        HelpName = "N",
    };

    private readonly Option<int> _latent = NumberOption.Positive(
        "--latent", _defaults.LatentDimension, "Dimensions of the latent space.");

    private readonly Option<int> _clusters = NumberOption.Positive(
        "--clusters", _defaults.Clusters, "Groups to sort the images into.");

    private readonly Option<string?> _output = new("--output")
    {
        Description = "Folder for the results. Without it 'artifacts/images'.",
        HelpName = "DIR",
    };

    public ImagesOptionSet() => NumberOption.RequireAtLeastOne(_epochs);

    public void AddTo(System.CommandLine.Command command)
    {
        command.Arguments.Add(_folder);
        foreach (Option option in (Option[])[_side, _epochs, _latent, _clusters, _output])
            command.Options.Add(option);
    }

    public ImagesOptions Bind(ParseResult result) => new()
    {
        Folder = result.GetValue(_folder),
        Side = result.GetValue(_side),
        Epochs = result.GetValue(_epochs),
        LatentDimension = result.GetValue(_latent),
        Clusters = result.GetValue(_clusters),
        OutputFolder = result.GetValue(_output),
    };
}

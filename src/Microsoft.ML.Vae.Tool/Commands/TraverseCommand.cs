using System.CommandLine;
using Microsoft.ML.Vae.Tool.Models;
using Microsoft.ML.Vae.Visuals;

namespace Microsoft.ML.Vae.Tool.Commands;

/// <summary>Draws what each latent dimension changes.</summary>
internal sealed class TraverseCommand : PictureCommand
{
    private const int RowsForOrder = 2_000;
    private const int MostDimensions = 64;

    private readonly Option<string?> _data = new("--data")
    {
        Description = "Rows that tell which dimensions matter most. Default: what the model remembers of its training.",
        HelpName = "DATA",
    };

    private readonly Option<int> _dimensions = NumberOption.Positive("--dimensions", 10, "Dimensions to show, those that matter most.");
    private readonly Option<int> _steps = NumberOption.Positive("--steps", 11, "Images per dimension.");

    private readonly Option<double> _range = new("--range")
    {
        Description = "How far to go from 0, in standard deviations of the prior.",
        HelpName = "X",
        DefaultValueFactory = _ => 3,
    };

    private readonly Option<string?> _condition = CommandArguments.Condition();

    public TraverseCommand(Terminal terminal) : base(
        terminal, "traverse", "Draws what each latent dimension changes: a row of images per dimension, the most telling ones first.",
        "traversals.png", [".png"],
        "vae traverse model.zip -o traversals.png", "vae traverse model.zip --data photos --dimensions 16 --range 2")
    {
        Add(_data, _dimensions, _steps, _range, _condition);
        _dimensions.Validators.Add(result =>
        {
            if (result.GetValue(_dimensions) > MostDimensions)
                result.AddError($"--dimensions is {result.Tokens[0].Value}; must be in [1, {MostDimensions}].");
        });
        _range.Validators.Add(result =>
        {
            if (result.GetValue(_range) is not (> 0 and <= 100))
                result.AddError($"--range is {result.Tokens[0].Value}; must be in (0, 100].");
        });
        _steps.Validators.Add(result =>
        {
            if (result.GetValue(_steps) == 1)
                result.AddError("--steps is 1; must be at least 2.");
        });
    }

    protected override void Draw(ParseResult result, MLContext context, LoadedModel model, string output)
    {
        RequireImages(model);
        var input = result.GetValue(_data) is { } data ? Open(context, model, data, RowsForOrder).Input : null;
        var dimensions = Math.Min(result.GetValue(_dimensions), model.Vae.LatentDimension);
        var options = ModelCondition.Pictures(ModelCondition.Parse(model, result.GetValue(_condition)));
        model.Vae.TraversalPicture(input, dimensions, result.GetValue(_range), result.GetValue(_steps), options).SavePng(output);
    }
}

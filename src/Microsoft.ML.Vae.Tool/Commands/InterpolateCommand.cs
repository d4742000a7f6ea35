using System.CommandLine;
using Microsoft.ML.Vae.Tool.Models;
using Microsoft.ML.Vae.Visuals;

namespace Microsoft.ML.Vae.Tool.Commands;

/// <summary>Draws the way from one row to the next.</summary>
internal sealed class InterpolateCommand : PictureCommand
{
    private readonly Argument<string> _data = CommandArguments.Data();
    private readonly Option<int> _rows = NumberOption.Positive("--rows", 6, "Rows to pass through, spread over the data.");
    private readonly Option<int> _steps = NumberOption.Positive("--steps", 10, "Images on the way from a row to the next.");
    private readonly Option<bool> _spherical = new("--spherical") { Description = "Go around the origin, not straight." };
    private readonly Option<string?> _condition = CommandArguments.Condition();

    public InterpolateCommand(Terminal terminal) : base(
        terminal, "interpolate", "Draws what lies between rows in the latent space, as an image or as an animation.",
        "interpolation.png", [".png", ".gif"],
        "vae interpolate model.zip photos -o morph.gif --rows 8", "vae interpolate model.zip mnist --spherical")
    {
        Arguments.Add(_data);
        Add(_rows, _steps, _spherical, _condition);
        foreach (var option in (Option<int>[])[_rows, _steps])
        {
            option.Validators.Add(result =>
            {
                if (result.GetValue(option) == 1)
                    result.AddError($"{option.Name} is 1; must be at least 2.");
            });
        }
    }

    protected override void Draw(ParseResult result, MLContext context, LoadedModel model, string output)
    {
        RequireImages(model);
        var (rows, steps) = (result.GetValue(_rows), result.GetValue(_steps));
        var input = Open(context, model, result.GetRequiredValue(_data), rows).Input;
        var path = result.GetValue(_spherical) ? InterpolationPath.Spherical : InterpolationPath.Linear;
        var options = ModelCondition.Pictures(ModelCondition.Parse(model, result.GetValue(_condition)));
        if (IsGif(output))
            model.Vae.InterpolationAnimation(input, rows, steps, path, options).SaveGif(output);
        else
            model.Vae.InterpolationPicture(input, rows, steps, path, options).SavePng(output);
    }
}

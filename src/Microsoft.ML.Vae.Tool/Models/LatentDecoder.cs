using Microsoft.ML.Data;
using Microsoft.ML.Vae.Generation;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Visuals;

namespace Microsoft.ML.Vae.Tool.Models;

/// <summary>Decodes latents one at a time, to a picture or to numbers with names.</summary>
internal sealed class LatentDecoder
{
    private readonly VaeTransformer _vae;
    private readonly ConditionValue? _standard;   // where a caller gives no condition

    public LatentDecoder(LoadedModel model)
    {
        _vae = model.Vae;
        _standard = Condition is { } column ? ConditionValue.Default(column) : null;
        if (_vae.Model.Input.Layout is { IsOfImages: true } layout)
            Shape = (layout.Width, layout.Height);
        else
            Slots = model.SlotNames(_vae.InputSize);
    }

    /// <summary>The size of the pictures; null: there are none.</summary>
    public (int Width, int Height)? Shape { get; }

    /// <summary>The names of the numbers; empty where there are pictures.</summary>
    public IReadOnlyList<string> Slots { get; } = [];

    /// <summary>The column that the model is conditioned on; null: there is none.</summary>
    public ConditionColumn? Condition => _vae.Model.Input.Condition;

    public Picture DecodePicture(float[] latent, ConditionValue? condition = null)
    {
        var drawn = _vae.LatentPicture(latent, ModelCondition.Pictures(condition));
        return Picture.OfBgra(drawn.Width, drawn.Height, drawn.Bgra);
    }

    public float[] DecodeNumbers(float[] latent, ConditionValue? condition = null)
    {
        var latents = LatentViews.Create(_vae.OutputColumnName, _vae.LatentDimension, [latent], condition ?? _standard);
        var column = _vae.ReconstructionColumnName ?? "Reconstruction";
        return _vae.Decode(latents, column).GetColumn<float[]>(column).First();
    }

    /// <summary>A latent drawn from the prior.</summary>
    public float[] Draw(int seed) => LatentViews.Draw(_vae.Model, 1, seed).First();
}

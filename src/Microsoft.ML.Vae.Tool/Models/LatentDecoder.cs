using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Microsoft.ML.Vae.Generation;

namespace Microsoft.ML.Vae.Tool.Models;

/// <summary>Decodes latents one at a time, to a picture or to numbers with names.</summary>
internal sealed class LatentDecoder
{
    private readonly VaeTransformer _vae;

    /// <exception cref="InputException">The model needs a condition beside the latent.</exception>
    public LatentDecoder(LoadedModel model)
    {
        _vae = model.Vae;
        if (_vae.ConditionColumnName is { } condition)
        {
            throw new InputException($"The model '{model.Path}' is conditioned on column '{condition}', which vae cannot set. "
                + "In C#, Sample, Interpolate and Traverse take a condition.");
        }
        var column = Decoded([new float[_vae.LatentDimension]]).Schema[Column];
        if (column.Type is ImageDataViewType)
            Shape = DecodePicture(new float[_vae.LatentDimension]) is var picture ? (picture.Width, picture.Height) : null;
        else
            Slots = model.SlotNames(((VectorDataViewType)column.Type).Size);
    }

    /// <summary>The size of the pictures; null: there are none.</summary>
    public (int Width, int Height)? Shape { get; }

    /// <summary>The names of the numbers; empty where there are pictures.</summary>
    public IReadOnlyList<string> Slots { get; } = [];

    private string Column => _vae.ReconstructionColumnName ?? "Reconstruction";

    public Picture DecodePicture(float[] latent)
    {
        using var image = Decoded([latent]).GetColumn<MLImage>(Column).First();
        return Picture.Of(image);
    }

    public float[] DecodeNumbers(float[] latent) => Decoded([latent]).GetColumn<float[]>(Column).First();

    /// <summary>A latent drawn from the prior.</summary>
    public float[] Draw(int seed) => LatentViews.Draw(_vae.Model, 1, seed).First();

    private IDataView Decoded(float[][] latents) =>
        _vae.Decode(LatentViews.Create(_vae.OutputColumnName, _vae.LatentDimension, latents), Column);
}

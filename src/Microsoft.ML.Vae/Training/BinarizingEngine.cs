using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Training;

/// <summary>Draws black or white from the grey values of each batch, anew in each epoch, and hands that to an engine, which the caller owns.</summary>
internal sealed class BinarizingEngine(ITrainingEngine engine, long pixelCount, Generator noise) : ITrainingEngine
{
    public void Step(Tensor input, TrainingPosition position)   // [B, D + C]
    {
        using DisposeScope scope = NewDisposeScope();
        engine.Step(ConditionedInput.Replace(input, pixelCount, x => Binarization.Draw(x, noise)), position);
    }

    public LossSums ReadSums() => engine.ReadSums();

    public void ResetSums() => engine.ResetSums();

    public void RestoreSums(LossSums sums) => engine.RestoreSums(sums);

    public void Dispose() { }
}

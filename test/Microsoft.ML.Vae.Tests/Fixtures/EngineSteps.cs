using Microsoft.ML.Vae.Objectives;
using Microsoft.ML.Vae.Training;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>Steps of one batch each.</summary>
internal static class EngineSteps
{
    public static void Step(this ITrainingEngine engine, TrainingBatch batch)
    {
        engine.Add(batch);
        engine.Update();
    }

    public static void Step(this AutogradEngine engine, Tensor batch, TrainingPosition position)   // [B, D + C]
    {
        engine.Add(batch, position);
        engine.Update();
    }
}

namespace Microsoft.ML.Vae.Training;

/// <summary>What makes the steps of a fit, and how precisely.</summary>
internal readonly record struct EngineChoice(TrainingEngine Engine, TrainingPrecision Precision)
{
    public override string ToString() => Precision == TrainingPrecision.Single ? $"{Engine}" : $"{Engine}, {Precision}";
}

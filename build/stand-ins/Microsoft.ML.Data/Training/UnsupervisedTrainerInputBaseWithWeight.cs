namespace Microsoft.ML.Trainers;

/// <summary>Options of a trainer without labels.</summary>
public abstract class UnsupervisedTrainerInputBaseWithWeight : TrainerInputBase
{
    public string ExampleWeightColumnName;

    private protected UnsupervisedTrainerInputBaseWithWeight()
    {
    }
}

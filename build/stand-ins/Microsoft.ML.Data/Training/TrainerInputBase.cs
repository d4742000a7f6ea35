using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers;

/// <summary>What every trainer's options name.</summary>
public abstract class TrainerInputBase
{
    public string FeatureColumnName = DefaultColumnNames.Features;

    private protected TrainerInputBase()
    {
    }
}

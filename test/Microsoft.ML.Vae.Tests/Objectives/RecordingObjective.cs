using Microsoft.ML.Vae.Objectives;

namespace Microsoft.ML.Vae.Tests.Objectives;

/// <summary>The ELBO, noting where each step stands.</summary>
internal sealed class RecordingObjective(bool needsRowCount = false) : Objective
{
    private readonly Objective _elbo = Elbo();

    public List<TrainingPosition> Positions { get; } = [];

    internal override bool NeedsRowCount => needsRowCount;

    internal override Tensor Loss(ObjectiveBatch batch, TrainingPosition position)
    {
        Positions.Add(position);
        return _elbo.Loss(batch, position);
    }
}

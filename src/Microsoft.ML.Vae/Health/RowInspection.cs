using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Health;

/// <summary>What a fit notes about its rows as they are dealt: whether any differ and, if wanted, samples of the first epoch.</summary>
/// <param name="sample">For the health check; null: none.</param>
/// <param name="shown">For snapshots; null: none.</param>
internal sealed class RowInspection(RowSample? sample, RowSample? shown = null)
{
    private readonly RowSample[] _samples = [.. new[] { sample, shown }.OfType<RowSample>()];

    /// <summary>Whether the rows differ.</summary>
    public IdenticalRowDetector Variety { get; } = new();

    /// <summary>The sample; null if none is wanted.</summary>
    public RowBuffer? Sample => sample?.Rows;

    /// <summary>The rows to show in snapshots; null if none are.</summary>
    public RowBuffer? Shown => shown?.Rows;

    /// <summary>A pass over an epoch, from 1, that is inspected as it is read.</summary>
    public IRowPass Observe(IRowPass pass, int epoch) => new Pass(pass, Variety, epoch > 1 ? [] : _samples);

    /// <summary>Catches up with an interrupted fit by taking the sample again.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="rowBytes">Bytes of one.</param>
    /// <param name="rowsSeen">Rows that the fit saw.</param>
    /// <param name="rowsDiffer">Whether any two of them differ.</param>
    /// <param name="checkAlive">Called for each row; throws when reading has to stop.</param>
    public void ResumeAfter(TrainingRows rows, int rowBytes, long rowsSeen, bool rowsDiffer, Action checkAlive)
    {
        if (_samples.Length > 0)
        {
            using IRowPass pass = Observe(rows.OpenEpoch(1), epoch: 1);
            byte[] row = new byte[rowBytes];
            while (_samples.Any(some => !some.IsFull) && pass.TryRead(row))
                checkAlive();
        }
        Variety.ResumeAfter(rowsSeen, rowsDiffer);
    }

    private sealed class Pass(IRowPass rows, IdenticalRowDetector variety, RowSample[] samples) : IRowPass
    {
        public RowStatistics Statistics => rows.Statistics;

        public bool TryRead(Span<byte> row)
        {
            if (!rows.TryRead(row))
                return false;
            variety.Add(row);
            foreach (RowSample sample in samples)
                sample.Add(row);
            return true;
        }

        public void Dispose() => rows.Dispose();
    }
}

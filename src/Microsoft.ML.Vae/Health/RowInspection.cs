using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Health;

/// <summary>What a fit notes about its rows as they are dealt: whether any differ and, if wanted, a sample of the first epoch.</summary>
internal sealed class RowInspection(RowSample? sample)
{
    /// <summary>Whether the rows differ.</summary>
    public IdenticalRowDetector Variety { get; } = new();

    /// <summary>The sample; null if none is wanted.</summary>
    public RowBuffer? Sample => sample?.Rows;

    /// <summary>A pass over an epoch, from 1, that is inspected as it is read.</summary>
    public IRowPass Observe(IRowPass pass, int epoch) => new Pass(pass, Variety, epoch > 1 ? null : sample);

    /// <summary>Catches up with an interrupted fit by taking the sample again.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="rowBytes">Bytes of one.</param>
    /// <param name="rowsSeen">Rows that the fit saw.</param>
    /// <param name="rowsDiffer">Whether any two of them differ.</param>
    /// <param name="checkAlive">Called for each row; throws when reading has to stop.</param>
    public void ResumeAfter(TrainingRows rows, int rowBytes, long rowsSeen, bool rowsDiffer, Action checkAlive)
    {
        if (sample is not null)
        {
            using IRowPass pass = Observe(rows.OpenEpoch(1), epoch: 1);
            byte[] row = new byte[rowBytes];
            while (!sample.IsFull && pass.TryRead(row))
                checkAlive();
        }
        Variety.ResumeAfter(rowsSeen, rowsDiffer);
    }

    private sealed class Pass(IRowPass rows, IdenticalRowDetector variety, RowSample? sample) : IRowPass
    {
        public RowStatistics Statistics => rows.Statistics;

        public bool TryRead(Span<byte> row)
        {
            if (!rows.TryRead(row))
                return false;
            variety.Add(row);
            sample?.Add(row);
            return true;
        }

        public void Dispose() => rows.Dispose();
    }
}

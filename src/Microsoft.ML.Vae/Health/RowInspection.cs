using Microsoft.ML.Vae.Distributed;
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

    /// <summary>Makes what was noted in the first epoch that of the rows of all ranks.</summary>
    public void Share(RankGroup ranks)
    {
        foreach (RowSample sample in _samples)
            sample.Share(ranks);
        (long rows, bool differ) = Variety.State;
        bool[] differences = [.. ranks.Gather<byte>([differ ? (byte)1 : (byte)0]).Select(all => all[0] == 1)];
        byte[][] firsts = [.. ranks.Gather<byte>(Variety.First).Where(first => first.Length > 0)];
        bool anyDiffer = differences.Contains(true) || firsts.Any(first => !first.AsSpan().SequenceEqual(firsts[0]));
        Variety.ResumeAfter((long)ranks.Sum((double)rows), anyDiffer);
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

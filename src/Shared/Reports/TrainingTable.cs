using System.Globalization;

namespace Microsoft.ML.Vae.Shared.Reports;

/// <summary>A line of the training table per epoch; losses in nats per image.</summary>
internal static class TrainingTable
{
    public const string Header = "epoch       loss  reconstruction         KL     rows/s    elapsed";

    public static string Line(TrainingProgress epoch) => string.Create(
        CultureInfo.InvariantCulture,
        $"{epoch.Epoch,5} {epoch.NegativeElbo,10:F3} {epoch.ReconstructionLoss,15:F3} {epoch.KlDivergence,10:F3}" +
        $" {epoch.RowsPerSecond,10:F0} {epoch.Elapsed.TotalSeconds,8:F1} s");
}

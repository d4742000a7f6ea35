namespace Microsoft.ML.Vae;

/// <summary>Why a fit ended.</summary>
public enum TrainingStopReason
{
    /// <summary>All epochs were done.</summary>
    AllEpochs,

    /// <summary>The monitored loss stopped improving; see <see cref="VaeOptions.EarlyStopping"/>.</summary>
    EarlyStopping,

    /// <summary>It was canceled and kept its best weights; see <see cref="VaeOptions.OnCancellation"/>.</summary>
    Canceled,

    /// <summary>It diverged and kept its best weights; see <see cref="VaeOptions.OnDivergence"/>.</summary>
    Diverged,

    /// <summary>There was no fit: the weights came from elsewhere; see <see cref="PyTorchCatalog"/>.</summary>
    Imported,
}

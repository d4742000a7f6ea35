namespace Microsoft.ML.Vae;

public sealed partial record VaeOptions
{
    /// <summary>
    /// The processes that train together, each on a part of every batch, made by <c>MpiSession.DataParallel</c> of the package
    /// VaePipeline.Mpi. <see cref="BatchSize"/> is that of all of them. Cancellation of one ends all. Not with a GPU, nor with objectives
    /// or networks that use statistics of a whole batch. Default: null, this process alone.
    /// </summary>
    public DataParallel? DataParallel { get; init; }
}

namespace Microsoft.ML.Vae.Tests.Oracles;

/// <summary>One fit on MNIST that several tests look at: made when the first asks, disposed with the last.</summary>
public abstract class MnistFit : IDisposable
{
    private readonly Lazy<(VaeTransformer Model, ProgressLog Log)> _fit;

    private protected MnistFit(VaeOptions options, int? rows = null, Action<MLContext>? prepare = null)
    {
        prepare?.Invoke(Context);
        _fit = new(() => Fit(options, rows));
    }

    public MLContext Context { get; } = new();

    public VaeTransformer Model => _fit.Value.Model;

    /// <summary>The report that closes each epoch.</summary>
    public IReadOnlyList<TrainingProgress> Epochs => _fit.Value.Log.Epochs;

    public IDataView TestView => Mnist.View(Context, Mnist.Test);

    public void Dispose()
    {
        if (_fit.IsValueCreated)
            Model.Dispose();
        GC.SuppressFinalize(this);
    }

    private (VaeTransformer Model, ProgressLog Log) Fit(VaeOptions options, int? rows)
    {
        var log = new ProgressLog();
        IDataView view = Mnist.View(Context, rows is { } count ? Mnist.Train.Take(count) : Mnist.Train);
        return (Context.Transforms.VariationalAutoencoder(options with { Progress = log }).Fit(view), log);
    }
}

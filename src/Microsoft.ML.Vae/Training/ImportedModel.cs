using Microsoft.ML.Vae.Columns;
using Microsoft.ML.Vae.Likelihoods;

namespace Microsoft.ML.Vae.Training;

/// <summary>A transformer whose weights come from elsewhere, without a fit.</summary>
internal static class ImportedModel
{
    private const string NoRows = "because there are no rows to learn it from";

    /// <exception cref="ArgumentException">The weights do not fit, or the description needs rows.</exception>
    public static VaeTransformer Create(
        IHostEnvironment environment, PyTorchWeights weights, VaeOptions description, DataViewSchema? schema)
    {
        IHost host = environment.Register(nameof(VaeTransformer));
        if (string.Join(" ", Faults(description, schema)) is { Length: > 0 } faults)
            throw host.ExceptParam(nameof(description), faults);
        NativeLibrary.Require(host);
        VaeOptions options = description with
        {
            InputColumnName = description.InputOrOutputColumnName,
            InitialWeights = weights,
            ValidationFraction = 0,
        };
        int seed = options.Seed ?? (environment as IHostEnvironmentInternal)?.Seed ?? 0;
        var data = new FitData(host, options, seed, new EmptyDataView(host, schema ?? SchemaOf(options)), null, () => { });
        using IChannel channel = host.Start("Importing");
        using Generator generator = new(unchecked((ulong)seed), CPU);
        VaeModel model = ModelFactory.Create(host, channel, options, data.Column, seed, generator);
        try
        {
            weights.CopyTo(model.Network);
            ColumnLayout columns = ColumnLayout.From(options, data.Column.IsImage);
            if (columns.HasScores && options.AnomalyScore.NeedsRows(model))
            {
                throw host.ExceptParam(nameof(description), Guard.Fault(
                    nameof(options.AnomalyScore), options.AnomalyScore, $"another score, {NoRows}"));
            }
            var calibration = new FitCalibration(options, model, columns, data.Training, validation: null, data.Groups);
            var report = new TrainingReport { End = TrainingStopReason.Imported, WeightsEpoch = 0, Steps = 0 };
            var outcome = new TrainingOutcome([])
            {
                Report = FitDescription.Complete(report, options, seed, TimeSpan.Zero),
                Scoring = calibration.Run(),
            };
            return new VaeTransformer(host, model, columns, outcome);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private static IEnumerable<string> Faults(VaeOptions o, DataViewSchema? schema)
    {
        if (o.InitialWeights is not null)
            yield return Guard.Fault(nameof(o.InitialWeights), o.InitialWeights, "null: the weights are another argument");
        if (o.PredictedLabelColumnName is { } label)
            yield return Guard.Fault(nameof(o.PredictedLabelColumnName), $"'{label}'", $"null, {NoRows}");
        if (o.PValueColumnName is { } pValue)
            yield return Guard.Fault(nameof(o.PValueColumnName), $"'{pValue}'", $"null, {NoRows}");
        if (o.Likelihood is MixedLikelihood)
            yield return Guard.Fault(nameof(o.Likelihood), o.Likelihood, $"another one, {NoRows}");
        if (schema is null && o.Image is null && o.InputSize is null)
            yield return Guard.Fault(nameof(o.InputSize), "null", $"the size of a row, unless {nameof(o.Image)} or a schema says it");
    }

    private static DataViewSchema SchemaOf(VaeOptions options)
    {
        var schema = new DataViewSchema.Builder();
        int size = checked((int)(options.Image?.Size ?? options.InputSize!.Value));
        schema.AddColumn(options.InputOrOutputColumnName, new VectorDataViewType(NumberDataViewType.Single, size));
        return schema.ToSchema();
    }
}

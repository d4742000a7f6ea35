using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Trainers.Training;

/// <summary>The rows to train on, read once. Rows with values or a weight that are not finite are left out.</summary>
internal sealed class TrainingRows
{
    private TrainingRows(Points points, List<float> weights, long missingCount)
    {
        Points = points;
        Weights = weights;
        MissingCount = missingCount;
    }

    public Points Points { get; }

    public IReadOnlyList<float> Weights { get; }

    /// <summary>Rows left out because of their features.</summary>
    public long MissingCount { get; }

    public static TrainingRows Read(IExceptionContext context, IDataView data, string featureName, string weightName)
    {
        var features = data.Schema[featureName];
        var weight = weightName == null ? default(DataViewSchema.Column?) : data.Schema[weightName];
        var points = new Points(((VectorDataViewType)features.Type).Size);
        var weights = new List<float>();
        var missing = 0L;
        using var cursor = data.GetRowCursor(weight is { } column ? [features, column] : [features]);
        var featureGetter = cursor.GetGetter<VBuffer<float>>(features);
        var weightGetter = weight is { } weightColumn ? cursor.GetGetter<float>(weightColumn) : (ref float value) => value = 1;
        VBuffer<float> row = default;
        var rowWeight = 1f;
        while (cursor.MoveNext())
        {
            featureGetter(ref row);
            weightGetter(ref rowWeight);
            if (row.Length != points.Dimension)
                throw context.Except("Dimensionality doesn't match, expected {0}, got {1}", points.Dimension, row.Length);
            if (!Finite.AreAll(row.GetValues()))
                missing++;
            else if (float.IsFinite(rowWeight))
            {
                row.CopyTo(points.Add());
                weights.Add(rowWeight);
            }
        }

        return new TrainingRows(points, weights, missing);
    }
}

using System.Numerics;
using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.Training;

[assembly: LoadableClass(typeof(KMeansModelParameters), null, typeof(SignatureLoadModel), "", KMeansModelParameters.LoaderSignature)]

namespace Microsoft.ML.Trainers;

/// <summary>The centroids of a k-means model.</summary>
public sealed class KMeansModelParameters : ModelParametersBase<VBuffer<float>>, IFeatureScorer
{
    internal const string LoaderSignature = "KMeansPredictor";

    private readonly VBuffer<float>[] _centroids;
    private readonly Centroids _dense;

    internal KMeansModelParameters(IHostEnvironment env, VBuffer<float>[] centroids)
        : base(env, LoaderSignature)
    {
        _centroids = centroids;
        _dense = Densify(centroids);
    }

    // Body after the base's: the number of clusters and of dimensions (Int32 each); each centroid: the number of its values (Int32), their
    // indices (Int32 each) where these are fewer than the dimensions, the values (Single each).
    private KMeansModelParameters(IHostEnvironment env, ModelLoadContext ctx)
        : base(env, LoaderSignature, ctx)
    {
        var clusters = ctx.Reader.ReadInt32();
        Host.CheckDecode(clusters > 0);
        var dimension = ctx.Reader.ReadInt32();
        Host.CheckDecode(dimension > 0);
        _centroids = new VBuffer<float>[clusters];
        for (var i = 0; i < clusters; i++)
            _centroids[i] = ReadCentroid(ctx.Reader, dimension);
        _dense = Densify(_centroids);
    }

    int IFeatureScorer.FeatureCount => _dense.Dimension;

    int IFeatureScorer.ScoreCount => _dense.Count;

    private protected override PredictionKind PredictionKind => PredictionKind.Clustering;

    public void GetClusterCentroids(ref VBuffer<float>[] centroids, out int k)
    {
        k = _centroids.Length;
        if (centroids == null || centroids.Length < k)
            Array.Resize(ref centroids, k);
        for (var i = 0; i < k; i++)
            _centroids[i].CopyTo(ref centroids[i]);
    }

    void IFeatureScorer.Score(in VBuffer<float> features, ref VBuffer<float> scores)
    {
        if (features.Length != _dense.Dimension)
            throw Host.Except($"Incorrect number of features: expected {_dense.Dimension}, got {features.Length}");
        var point = new Vector<float>[Points.PaddedLength(_dense.Dimension) / Vector<float>.Count];
        features.CopyTo(MemoryMarshal.Cast<Vector<float>, float>(point.AsSpan()));
        var squaredNorm = Dot.Product(point, point);
        var editor = VBufferEditor.Create(ref scores, _dense.Count);
        for (var i = 0; i < _dense.Count; i++)
            editor.Values[i] = Math.Max(0, _dense.RelativeDistance(point, i) + squaredNorm);
        scores = editor.Commit();
    }

    private protected override void SaveCore(ModelSaveContext ctx)
    {
        base.SaveCore(ctx);
        ctx.SetVersionInfo(GetVersionInfo());
        ctx.Writer.Write(_centroids.Length);
        ctx.Writer.Write(_dense.Dimension);
        foreach (var centroid in _centroids)
        {
            ctx.Writer.Write(centroid.GetValues().Length);
            foreach (var index in centroid.GetIndices())
                ctx.Writer.Write(index);
            foreach (var value in centroid.GetValues())
                ctx.Writer.Write(value);
        }
    }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "KMEANS  ",
        verWrittenCur: 0x00010002,
        verReadableCur: 0x00010002,
        verWeCanReadBack: 0x00010002,
        loaderAssemblyName: typeof(KMeansModelParameters).Assembly.FullName,
        loaderSignature: LoaderSignature);

    // More visible than the constructor, or the catalog could not choose between the two.
    internal static KMeansModelParameters Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        Contracts.CheckValue(env, nameof(env));
        env.CheckValue(ctx, nameof(ctx));
        ctx.CheckAtModel(GetVersionInfo());
        return new KMeansModelParameters(env, ctx);
    }

    private static Centroids Densify(VBuffer<float>[] centroids)
    {
        var dense = new Centroids(centroids.Length, centroids[0].Length);
        for (var i = 0; i < centroids.Length; i++)
            dense.Set(i, [.. centroids[i].DenseValues()]);
        return dense;
    }

    private VBuffer<float> ReadCentroid(BinaryReader reader, int dimension)
    {
        var count = reader.ReadInt32();
        Host.CheckDecode(count >= 0 && count <= dimension);
        var indices = count < dimension ? new int[count] : null;
        for (var i = 0; i < indices?.Length; i++)
            indices[i] = reader.ReadInt32();
        var values = new float[count];
        for (var i = 0; i < count; i++)
            values[i] = reader.ReadSingle();
        Host.CheckDecode(Array.TrueForAll(values, float.IsFinite));
        return new VBuffer<float>(dimension, count, values, indices);
    }
}

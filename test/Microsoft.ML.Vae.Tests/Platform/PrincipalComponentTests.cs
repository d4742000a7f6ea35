using MathNet.Numerics.LinearAlgebra;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Microsoft.ML.Vae.Tests.Inputs;
using Microsoft.ML.Vae.Tests.Mapping;
using Shouldly;
using Xunit;

namespace Microsoft.ML.Vae.Tests.Platform;

/// <summary>
/// ProjectToPrincipalComponents, against MathNet's singular values. ML.NET computes in single precision with random directions; where these span the
/// whole space (rank and oversampling reach the dimension) only rounding is left, some 1e-3 of a direction after two passes over 2,000 rows.
/// </summary>
public sealed class PrincipalComponentTests
{
    private const int Rows = 2000;
    private const int Dimension = 8;

    private readonly MLContext _ml = PlatformRows.Context();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Fit_SketchOfTheWholeSpace_FindsTheSingularVectors(bool ensureZeroMean)
    {
        var rows = Cloud(Rows, mean: 0.5);
        var directions = Directions(Fit(rows, rank: 3, ensureZeroMean: ensureZeroMean), 3);
        var expected = Center(rows, ensureZeroMean).Svd().VT;
        for (var i = 0; i < 3; i++)
            Math.Abs(directions.Row(i).DotProduct(expected.Row(i))).ShouldBe(1, 2e-3);
    }

    [Fact]
    public void Transform_Rows_AreCentredAndVaryAsTheSingularValuesSay()
    {
        var rows = Cloud(Rows, mean: 0.5);
        var projected = Read(Fit(rows, rank: 3).Transform(View(rows)));
        var singular = Center(rows, true).Svd().S;
        for (var i = 0; i < 3; i++)
        {
            var variance = projected.Column(i).DotProduct(projected.Column(i)) / Rows;
            variance.ShouldBe(singular[i] * singular[i] / Rows, 5e-3 * variance);
        }

        (projected.TransposeThisAndMultiply(projected) / Rows)[0, 1].ShouldBe(0, 5e-3);
    }

    [Fact]
    public void Fit_LargerSpaceThanTheSketch_KeepsNearlyTheBestVariance()
    {
        var random = new Random(2);
        var scales = Enumerable.Range(0, 60).Select(i => Math.Pow(0.8, i)).ToArray();
        var rows = Matrix<double>.Build.Dense(Rows, 60, (_, j) => scales[j] * Gaussian(random));
        var directions = Directions(Fit(rows, rank: 5, overSampling: 10), 5, size: 60);
        var centred = Center(rows, true);

        var kept = (centred * directions.Transpose()).FrobeniusNorm();
        var best = centred.Svd().S.Take(5).Select(s => s * s).Sum();
        (kept * kept / best).ShouldBeInRange(0.99, 1.001); // One power iteration with ten spare directions: the loss is far below one per cent.
    }

    [Fact]
    public void Fit_Weights_CountAsCopiesAndZeroAsNone()
    {
        var rows = Cloud(200, mean: 0);
        var copies = Matrix<double>.Build.DenseOfRowVectors(rows.EnumerateRows().SelectMany((row, i) => Enumerable.Repeat(row, i % 3)));

        var weighted = Directions(Fit(View(rows).Add("Weight", NumberDataViewType.Single, row => (float)(row % 3)), 2, weight: "Weight"), 2);
        var copied = Directions(Fit(View(copies), 2), 2);
        for (var i = 0; i < 2; i++)
            Math.Abs(weighted.Row(i).DotProduct(copied.Row(i))).ShouldBe(1, 2e-3);
    }

    [Fact]
    public void Fit_RowsThatAreNotFinite_DoNotCount()
    {
        var rows = Cloud(100, mean: 0);
        var bad = rows.InsertRow(50, Vector<double>.Build.Dense(Dimension, double.NaN));
        bad = bad.InsertRow(70, Vector<double>.Build.Dense(Dimension, double.PositiveInfinity));
        var (expected, actual) = (Directions(Fit(rows, 2), 2), Directions(Fit(bad, 2), 2));
        for (var i = 0; i < 2; i++)
            Math.Abs(expected.Row(i).DotProduct(actual.Row(i))).ShouldBe(1, 1e-4);
    }

    /// <summary>Two passes add to one mean: of n rows it ends (1 + 1/n) times too large, so the mean itself is projected to −v·mean/n.</summary>
    [Fact]
    public void Transform_TheMeanOfFewRows_IsNotProjectedToZero()
    {
        var rows = Matrix<double>.Build.DenseOfArray(new double[,] { { 3, 1 }, { 1, 1 }, { 2, 4 }, { 2, 2 } });
        var model = Fit(rows, rank: 2);
        var mean = Vector<double>.Build.Dense([2, 2]);
        var projected = Read(model.Transform(View(mean.ToRowMatrix()))).Row(0);
        var expected = Directions(model, 2, size: 2) * mean / -4;
        for (var i = 0; i < 2; i++)
            projected[i].ShouldBe(expected[i], 1e-5); // Rounding of numbers up to 4 in single precision.
    }

    [Fact]
    public void Fit_SameSeed_GivesTheSameBits()
    {
        var rows = Cloud(100, mean: 0);
        Directions(Fit(rows, 3, seed: 7), 3).ShouldBe(Directions(Fit(rows, 3, seed: 7), 3));
    }

    [Fact]
    public void GetOutputSchema_Promise_IsWhatTheTransformerDelivers()
    {
        var view = View(Cloud(50, mean: 0));
        var estimator = _ml.Transforms.ProjectToPrincipalComponents("Out", "Point", rank: 2);
        Describe(estimator.GetOutputSchema(SchemaShapes.Of(view)))
            .ShouldBe(Describe(SchemaShapes.Of(estimator.Fit(view).Transform(view))), ignoreOrder: true);
        estimator.Fit(view).GetOutputSchema(view.Schema)["Out"].Type.ShouldBe(new VectorDataViewType(NumberDataViewType.Single, 2));
    }

    [Theory]
    [InlineData("Nope")]
    [InlineData("Number")]
    public void GetOutputSchema_BadColumn_IsReportedAsMissing(string column)
    {
        var estimator = _ml.Transforms.ProjectToPrincipalComponents("Out", column);
        Should.Throw<ArgumentOutOfRangeException>(() => estimator.GetOutputSchema(SchemaShapes.Of(_ml.View(1))))
            .Message.ShouldBe($"Could not find input column '{column}' (Parameter 'inputSchema')");
    }

    [Fact]
    public void Fit_BadColumns_Throw()
    {
        Fails(_ml.Transforms.ProjectToPrincipalComponents("Nope", rank: 2), "Column 'Nope' not found (Parameter 'name')");
        Fails(_ml.Transforms.ProjectToPrincipalComponents("Number", rank: 2),
            "Schema mismatch for input column 'Number': expected known-size vector of Single of two or more items, got Single "
            + "(Parameter 'inputSchema')");
        Fails(_ml.Transforms.ProjectToPrincipalComponents("Vector", rank: 4),
            "Rank must be positive, and at most the dimension of untransformed data (Parameter 'Rank')");
        Fails(_ml.Transforms.ProjectToPrincipalComponents("Vector", rank: 2, exampleWeightColumnName: "Name"),
            "Specified argument was out of the range of valid values. (Parameter 'weightColumn')");
        Should.Throw<InvalidOperationException>(
            () => _ml.Transforms.ProjectToPrincipalComponents("Vector", rank: 2, exampleWeightColumnName: "Nope").Fit(_ml.View(3)))
            .Message.ShouldBe("Weight column 'Nope' does not exist.");
    }

    [Fact]
    public void Fit_NoRows_Throws() =>
        Should.Throw<InvalidOperationException>(() => _ml.Transforms.ProjectToPrincipalComponents("Vector", rank: 2).Fit(_ml.View(0)))
            .Message.ShouldBe("Empty data in column 'Vector'");

    [Fact]
    public void ProjectToPrincipalComponents_BadNumbers_Throw()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => _ml.Transforms.ProjectToPrincipalComponents("Vector", rank: 0))
            .Message.ShouldBe("Rank must be positive. (Parameter 'Rank')");
        Should.Throw<ArgumentOutOfRangeException>(() => _ml.Transforms.ProjectToPrincipalComponents("Vector", overSampling: -1))
            .Message.ShouldBe("Oversampling must be non-negative. (Parameter 'Oversampling')");
    }

    [Fact]
    public void Transform_OtherSize_Throws()
    {
        var model = Fit(Cloud(50, mean: 0), 2);
        Should.Throw<ArgumentOutOfRangeException>(() => model.Transform(View(Matrix<double>.Build.Dense(1, 3)))).Message.ShouldBe(
            "Schema mismatch for input column 'Point': expected Vector<Single, 8>, got Vector<Single, 3> (Parameter 'inputSchema')");
    }

    /// <summary>Dimension, rank, the directions, and no mean.</summary>
    [Fact]
    public void Save_NotCentred_HasTheKnownLayoutAndLoads()
    {
        var view = View(Cloud(50, mean: 0));
        var model = Fit(view, 2, ensureZeroMean: false);
        var zip = _ml.Save(model, view.Schema);

        object[] directions = [.. Directions(model, 2).EnumerateRows().SelectMany(row => row).Select(value => (object)(float)value)];
        Zips.Contains(Zips.Entries(zip)["TransformerChain/Model.key"], [Dimension, 2, .. directions, 0]).ShouldBeTrue();
        var loaded = new MLContext().Load(zip, out _).ShouldBeOfType<PrincipalComponentAnalysisTransformer>();
        Read(loaded.Transform(view)).ShouldBe(Read(model.Transform(view)));
    }

    [Fact]
    public void SaveAndLoad_Centred_DoesTheSame()
    {
        var view = View(Cloud(50, mean: 3));
        var model = Fit(view, 2);
        Read(new MLContext().Load(_ml.Save(model, view.Schema), out _).Transform(view)).ShouldBe(Read(model.Transform(view)));
    }

    private void Fails(PrincipalComponentAnalyzer estimator, string message) =>
        Should.Throw<ArgumentOutOfRangeException>(() => estimator.Fit(_ml.View(3))).Message.ShouldBe(message);

    private PrincipalComponentAnalysisTransformer Fit(
        Matrix<double> rows, int rank, int overSampling = 20, bool ensureZeroMean = true, int? seed = null) =>
        _ml.Transforms.ProjectToPrincipalComponents("Out", "Point", null, rank, overSampling, ensureZeroMean, seed).Fit(View(rows));

    private PrincipalComponentAnalysisTransformer Fit(IDataView view, int rank, string? weight = null, bool ensureZeroMean = true) =>
        _ml.Transforms.ProjectToPrincipalComponents("Out", "Point", weight, rank, ensureZeroMean: ensureZeroMean).Fit(view);

    /// <summary>What the unit vectors are projected to, less what zero is projected to.</summary>
    private static Matrix<double> Directions(PrincipalComponentAnalysisTransformer model, int rank, int size = Dimension)
    {
        var units = Matrix<double>.Build.DenseIdentity(size).Stack(Matrix<double>.Build.Dense(1, size));
        var projected = Read(model.Transform(View(units)));
        return Matrix<double>.Build.Dense(rank, size, (i, j) => projected[j, i] - projected[size, i]);
    }

    private static ScriptedView View(Matrix<double> rows) => new ScriptedView(rows.RowCount).AddVector(
        "Point", NumberDataViewType.Single, rows.ColumnCount, row => new VBuffer<float>(rows.ColumnCount, [.. rows.Row(row).Select(x => (float)x)]));

    private static Matrix<double> Read(IDataView view) =>
        Matrix<double>.Build.DenseOfRowArrays(view.GetColumn<float[]>("Out").Select(row => Array.ConvertAll(row, value => (double)value)));

    private static Matrix<double> Center(Matrix<double> rows, bool subtractMean)
    {
        var mean = rows.ColumnSums() / rows.RowCount;
        return subtractMean ? Matrix<double>.Build.Dense(rows.RowCount, rows.ColumnCount, (i, j) => rows[i, j] - mean[j]) : rows;
    }

    /// <summary>Standard deviations 2, 1.4, 0.98, …, turned in space.</summary>
    private static Matrix<double> Cloud(int rows, double mean)
    {
        var random = new Random(11);
        var turn = Matrix<double>.Build.Dense(Dimension, Dimension, (_, _) => Gaussian(random)).QR().Q;
        var straight = Matrix<double>.Build.Dense(rows, Dimension, (_, j) => 2 * Math.Pow(0.7, j) * Gaussian(random));
        return (straight * turn).Map(x => x + mean);
    }

    private static double Gaussian(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static IEnumerable<string> Describe(SchemaShape shape) => shape.Select(column =>
        $"{column.Name} {column.Kind} {column.ItemType} {column.IsKey} [{string.Join(", ", column.Annotations.Select(a => a.Name))}]");
}

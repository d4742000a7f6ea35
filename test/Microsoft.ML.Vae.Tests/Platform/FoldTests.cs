using Microsoft.ML.Data;
using Shouldly;
using Xunit;

namespace Microsoft.ML.Vae.Tests.Platform;

/// <summary>Cross-validation, and what a column of sampling keys does to a split.</summary>
public sealed class FoldTests
{
    private readonly MLContext _ml = PlatformRows.Context();

    [Fact]
    public void CrossValidationSplit_Folds_TestEachRowOnce()
    {
        var folds = _ml.Data.CrossValidationSplit(_ml.View(1000), numberOfFolds: 4, seed: 3);
        var tests = folds.Select(fold => fold.TestSet.Numbers()).ToList();

        tests.SelectMany(test => test).Order().ShouldBe(_ml.View(1000).Numbers());
        tests.ShouldAllBe(test => test.Count > 180 && test.Count < 320);
        folds.Select(fold => fold.TrainSet.Numbers().Concat(fold.TestSet.Numbers()).Order().ToList())
            .ShouldAllBe(rows => rows.SequenceEqual(_ml.View(1000).Numbers()));
        folds[0].TestSet.Schema.Count.ShouldBe(_ml.View(1).Schema.Count);
    }

    [Fact]
    public void CrossValidationSplit_OneFold_Throws()
    {
        var failure = Should.Throw<ArgumentOutOfRangeException>(() => _ml.Data.CrossValidationSplit(_ml.View(5), numberOfFolds: 1));
        failure.Message.ShouldBe("Must be more than 1 (Parameter 'numberOfFolds')");
        Should.Throw<ArgumentNullException>(() => _ml.Data.CrossValidationSplit(null));
    }

    /// <summary>Keys 1 to 4 stand at 0.125, 0.375, 0.625 and 0.875, whatever the seed; a missing key belongs to no part.</summary>
    [Fact]
    public void TrainTestSplit_SamplingByKey_CutsTheKeysInTheirOrder()
    {
        var rows = PlatformRows.Make(40);
        rows[7].Class = 99;
        var split = _ml.Data.TrainTestSplit(_ml.Data.LoadFromEnumerable(rows), 0.5, samplingKeyColumnName: "Class");
        split.TestSet.GetColumn<uint>("Class").Distinct().Order().ShouldBe([1u, 2u]);
        split.TrainSet.GetColumn<uint>("Class").Distinct().Order().ShouldBe([3u, 4u]);
        split.TestSet.Numbers().Concat(split.TrainSet.Numbers()).ShouldNotContain(7);
        _ml.Data.TrainTestSplit(_ml.View(40), 0.1, samplingKeyColumnName: "Class").TestSet.Numbers().ShouldBeEmpty();
    }

    [Fact]
    public void TrainTestSplit_SamplingByNumber_CutsTheNumbersInTheirOrder()
    {
        var split = _ml.Data.TrainTestSplit(_ml.View(11), 0.25, samplingKeyColumnName: "Number");
        split.TestSet.Numbers().ShouldBe([0, 1, 2]); // A fraction of 0.25 of the way from 0 to 10.
        split.TrainSet.Numbers().ShouldBe([3, 4, 5, 6, 7, 8, 9, 10]);
        split.TrainSet.Schema.Select(column => column.Name).ShouldBe(_ml.View(1).Schema.Select(column => column.Name));
    }

    [Fact]
    public void TrainTestSplit_SamplingByText_LeavesEmptyTextsOutOfBothParts()
    {
        var rows = PlatformRows.Make(20);
        rows[3].Name = "";
        var split = _ml.Data.TrainTestSplit(_ml.Data.LoadFromEnumerable(rows), 0.5, samplingKeyColumnName: "Name");
        split.TrainSet.Numbers().Concat(split.TestSet.Numbers()).Order().ShouldBe(Enumerable.Range(0, 20).Where(i => i != 3).Select(i => (float)i));
    }

    [Fact]
    public void TrainTestSplit_SamplingByVector_KeepsEqualVectorsTogether()
    {
        var rows = PlatformRows.Make(200);
        rows.ForEach(row => row.Vector = [(int)row.Number % 10, 1, 2]);
        rows[7].Vector = [1, float.NaN, 2];
        var split = _ml.Data.TrainTestSplit(_ml.Data.LoadFromEnumerable(rows), 0.5, samplingKeyColumnName: "Vector");
        var (train, test) = (split.TrainSet.Numbers(), split.TestSet.Numbers());
        train.Select(number => (int)number % 10).Intersect(test.Select(number => (int)number % 10)).ShouldBeEmpty();
        train.Concat(test).ShouldNotContain(7);
        (train.Count + test.Count).ShouldBe(199);
    }

    /// <summary>Both ends of a fold belong to it: 5 lies exactly between the two.</summary>
    [Fact]
    public void CrossValidationSplit_RowBetweenTwoFolds_IsTestedInBoth()
    {
        var folds = _ml.Data.CrossValidationSplit(_ml.View(11), numberOfFolds: 2, samplingKeyColumnName: "Number");
        folds.Select(fold => fold.TestSet.Numbers()).ShouldBe([[0, 1, 2, 3, 4, 5], [5, 6, 7, 8, 9, 10]]);
        folds.Select(fold => fold.TrainSet.Numbers()).ShouldBe([[6, 7, 8, 9, 10], [0, 1, 2, 3, 4]]);
    }

    [Fact]
    public void TrainTestSplit_SamplingByColumnOfAShufflingView_StillShuffles()
    {
        var cached = _ml.Data.Cache(_ml.View(40));
        _ml.Data.TrainTestSplit(cached, 0.5, samplingKeyColumnName: "Name").TrainSet.CanShuffle.ShouldBeTrue();
        _ml.Data.TrainTestSplit(cached, 0.5).TrainSet.CanShuffle.ShouldBeFalse();
    }

    [Fact]
    public void CrossValidate_KMeans_EvaluatesEachFoldOnItsOwnRows()
    {
        var data = _ml.View(90);
        var results = _ml.Clustering.CrossValidate(
            data, _ml.Clustering.Trainers.KMeans("Vector", numberOfClusters: 2), numberOfFolds: 3, featuresColumnName: "Vector");

        results.Select(result => result.Fold).ShouldBe([0, 1, 2]);
        results.SelectMany(result => result.ScoredHoldOutSet.Numbers()).Order().ShouldBe(data.Numbers());
        foreach (var result in results)
        {
            var metrics = _ml.Clustering.Evaluate(result.Model.Transform(result.ScoredHoldOutSet), featureColumnName: "Vector");
            result.Metrics.AverageDistance.ShouldBe(metrics.AverageDistance);
            result.Metrics.DaviesBouldinIndex.ShouldBe(metrics.DaviesBouldinIndex);
        }
    }

    [Fact]
    public void CrossValidate_ElementForTestingOnly_IsAppliedToTheScores()
    {
        var chain = _ml.Clustering.Trainers.KMeans("Vector", numberOfClusters: 2)
            .Append(_ml.Transforms.CopyColumns("OnlyInTests", "Score"), TransformerScope.Testing);
        var result = _ml.Clustering.CrossValidate(_ml.View(60), chain, numberOfFolds: 2)[0];

        result.ScoredHoldOutSet.Schema.GetColumnOrNull("OnlyInTests").ShouldNotBeNull();
        result.Model.Transform(_ml.View(3)).Schema.GetColumnOrNull("OnlyInTests").ShouldBeNull();
    }
}

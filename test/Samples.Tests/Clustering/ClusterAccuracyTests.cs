using Microsoft.ML.Vae.Samples.Digits;

namespace Microsoft.ML.Vae.Samples.Tests.Clustering;

public class ClusterAccuracyTests
{
    [Fact]
    public void OneToOne_ClustersAreTheClassesByOtherNames_One() =>
        ClusterAccuracy.OneToOne([3, 3, 1, 2, 2], [1, 1, 2, 3, 3]).ShouldBe(1);

    [Fact]
    public void OneToOne_TwoClustersOfOneClass_OnlyTheLargerCounts()
    {
        uint[] clusters = [1, 1, 1, 2, 2];
        uint[] labels = [1, 1, 1, 1, 1];

        ClusterAccuracy.OneToOne(clusters, labels).ShouldBe(0.6);
        ClusterAccuracy.Purity(clusters, labels).ShouldBe(1);
    }

    [Fact]
    public void OneToOne_GreedyChoiceIsNotTheBest_FindsTheBest()
    {
        // Class 1: 5 in cluster 1 and 4 in cluster 2; class 2: 4 in cluster 1 and none elsewhere. Best: 4 + 4, greedy: 5 + 0.
        uint[] clusters = [1, 1, 1, 1, 1, 2, 2, 2, 2, 1, 1, 1, 1];
        uint[] labels = [1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2];

        ClusterAccuracy.OneToOne(clusters, labels).ShouldBe(8.0 / 13);
        ClusterAccuracy.Purity(clusters, labels).ShouldBe(9.0 / 13);
    }

    [Fact]
    public void OneToOne_MoreClassesThanClusters_SomeStayWithout() =>
        ClusterAccuracy.OneToOne([1, 1, 2], [1, 2, 3]).ShouldBe(2.0 / 3);

    [Fact]
    public void OneToOne_OtherNumberOfLabels_Throws() =>
        Should.Throw<ArgumentException>(() => ClusterAccuracy.OneToOne([1, 2], [1]));
}

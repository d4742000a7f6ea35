using Microsoft.ML.Vae.Results;

namespace Microsoft.ML.Vae.Samples.Tests.Results;

public class NearestNeighboursTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(8)]
    public void Classify_ManyQueries_AsByBruteForce(int neighbours)
    {
        const int Size = 7;
        var random = new Random(3);
        float[] points = Draw(random, 400 * Size), queries = Draw(random, 601 * Size);   // more than two blocks of queries, the last of them not full
        byte[] labels = [.. Enumerable.Range(0, 400).Select(_ => (byte)random.Next(4))];

        byte[] told = new NearestNeighbours(points, labels).Classify(queries, neighbours);

        told.ShouldBe(queries.Chunk(Size).Select(query => BruteForce(points, labels, query, neighbours)));
    }

    [Fact]
    public void Classify_AsManyVotes_NearestWins() =>
        new NearestNeighbours([1, 2, 3, 4, 9], [8, 7, 7, 8, 5]).Classify([0, 5], neighbours: 4).ShouldBe([(byte)8, (byte)8]);

    [Fact]
    public void Classify_FewerPointsThanNeighbours_AllVote() =>
        new NearestNeighbours([0, 5, 6], [1, 2, 2]).Classify([0], neighbours: 5).ShouldBe([(byte)2]);

    [Fact]
    public void Classify_PointsFarFromOrigin_StillTold() =>
        new NearestNeighbours([1000, 1002], [1, 2]).Classify([1000.5f, 1001.5f], neighbours: 1).ShouldBe([(byte)1, (byte)2]);

    [Trait("kind", "oracle")]
    [MnistFact]
    public void Classify_TwentyPrincipalComponentsOfMnist_PublishedAccuracy()
    {
        var digits = new DigitSet(new MLContext(), Mnist.Train);
        using var components = new PrincipalComponents(digits.Pixels(), Mnist.PixelCount, count: 20);
        (float[] codes, double error) = components.Project(new DigitSet(new MLContext(), Mnist.Test).Pixels());

        byte[] told = new NearestNeighbours(components.Project(digits.Pixels()).Codes, Mnist.Train.Labels).Classify(codes, neighbours: 5);

        error.ShouldBe(0.02354, 0.00001);   // its last digit
        double accuracy = (double)told.Zip(Mnist.Test.Labels).Count(pair => pair.First == pair.Second) / told.Length;
        accuracy.ShouldBe(0.9692, 0.0005);   // five images: of equally many votes, others take the smallest label
    }

    private static byte BruteForce(float[] points, byte[] labels, float[] query, int neighbours) =>
        points.Chunk(query.Length)
            .Select((point, i) => (Label: labels[i], Distance: point.Zip(query, (p, q) => Math.Pow((double)p - q, 2)).Sum()))
            .OrderBy(near => near.Distance).Take(neighbours)
            .GroupBy(near => near.Label).OrderByDescending(votes => votes.Count()).ThenBy(votes => votes.Min(near => near.Distance)).First().Key;

    private static float[] Draw(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];
}

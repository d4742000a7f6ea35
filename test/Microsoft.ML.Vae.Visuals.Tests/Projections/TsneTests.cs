using System.Numerics;
using Microsoft.ML.Vae.Visuals.Projections;
using Microsoft.ML.Vae.Visuals.Rows;

namespace Microsoft.ML.Vae.Visuals.Tests.Projections;

[Collection(nameof(DigitModel))]
public sealed class TsneTests(DigitModel model)
{
    [Fact]
    public void Embed_OfTheSameRows_GivesTheSameMap()
    {
        float[][] rows = Clusters(40, 3);

        Tsne.Embed(rows).Points.ShouldBe(Tsne.Embed(rows).Points);
        var random = new TsneOptions { Seed = 4 };
        Tsne.Embed(rows, random).Points.ShouldBe(Tsne.Embed(rows, random).Points);
        Tsne.Embed(rows, random).Points.ShouldNotBe(Tsne.Embed(rows).Points);
    }

    [Fact]
    public void Embed_OfLatents_KeepsNeighboursOfOneClass()
    {
        LatentTable table = LatentTable.Read(model.Fitted, model.Train, "Digit", 900, seed: 0);

        TsneMap map = Tsne.Embed(table.Latents);

        double latents = NearestNeighbourAccuracy(table.Latents, table.Labels!);
        double points = NearestNeighbourAccuracy([.. map.Points.Select(point => new[] { point.X, point.Y })], table.Labels!);
        points.ShouldBeGreaterThan(latents - 0.03);
        map.Trustworthiness!.Value.ShouldBeGreaterThan(0.95);
    }

    [Fact]
    public void Conditional_OfEachRow_HasThePerplexity()
    {
        float[][] rows = Clusters(60, 5);

        float[] p = Affinities.Conditional(Distances.Squared(rows), rows.Length, perplexity: 12);

        foreach (float[] row in p.Chunk(rows.Length))
        {
            row.Sum().ShouldBe(1, 1e-4f);
            Math.Exp(-row.Where(q => q > 0).Sum(q => q * Math.Log(q))).ShouldBe(12, 0.02);
        }
    }

    [Fact]
    public void Gradient_OfAMap_IsThatOfTheDivergence()
    {
        float[][] rows = Clusters(11, 4);
        int count = rows.Length;
        float[] conditional = Affinities.Conditional(Distances.Squared(rows), count, perplexity: 5);
        var forces = new TsneForces(conditional, count);
        var random = new Random(2);
        float[] map = [.. Enumerable.Range(0, 2 * count).Select(_ => (float)(random.NextDouble() - 0.5))], gradient = new float[2 * count];

        forces.Gradient(map, 1, gradient);

        for (int i = 0; i < map.Length; i++)
        {
            double step = 1e-4, slope = (Divergence(conditional, Moved(map, i, step)) - Divergence(conditional, Moved(map, i, -step))) / (2 * step);
            ((double)gradient[i]).ShouldBe(slope, 1e-5);   // single against double precision
        }
        forces.Divergence(map).ShouldBe(Divergence(conditional, [.. map.Select(value => (double)value)]), 1e-5);
    }

    [Fact]
    public void Trustworthiness_OfTheRowsThemselves_IsOneAndOfNoiseIsNot()
    {
        float[][] rows = [.. Clusters(50, 2)];
        float[] same = [.. rows.SelectMany(row => row)];
        var random = new Random(1);
        float[] noise = [.. same.Select(_ => random.NextSingle())];

        Neighborhoods.Trustworthiness(Distances.Squared(rows), same, rows.Length).ShouldBe(1);
        Neighborhoods.Trustworthiness(Distances.Squared(rows), noise, rows.Length)!.Value.ShouldBeInRange(0.35, 0.65);
    }

    [Fact]
    public void Embed_OfEqualRows_IsFinite() =>
        Tsne.Embed([.. Enumerable.Repeat(new float[] { 1, 2 }, 20)]).Points.All(point => float.IsFinite(point.X + point.Y)).ShouldBeTrue();

    [Fact]
    public void Embed_OfBadInput_SaysWhatIsWrong()
    {
        float[][] rows = Clusters(5, 2);

        Message(() => Tsne.Embed([.. rows.Take(3)])).ShouldStartWith("rows.Count is 3; must be in [4, 10000].");
        Message(() => Tsne.Embed([.. rows, [1]])).ShouldBe("Row 15 has 1 numbers; must have 2, as the first.");
        Message(() => Tsne.Embed([.. rows, [1, float.NaN]])).ShouldBe("Row 15 holds a number that is not finite.");
        Message(() => Tsne.Embed(rows, new TsneOptions { Perplexity = 14 })).ShouldStartWith("Perplexity is 14; must be in [1, 14), as there are 15 rows.");
        Message(() => Tsne.Embed(rows, new TsneOptions { Iterations = 10 })).ShouldStartWith("Iterations is 10; must be in [250, 100000].");
        Message(() => Tsne.Embed(rows, new TsneOptions { LearningRate = 0 })).ShouldStartWith("LearningRate is 0; must be in (0, 1000000].");
        Message(() => Tsne.Embed(rows, new TsneOptions { EarlyExaggeration = 0.5 })).ShouldStartWith("EarlyExaggeration is 0.5; must be in [1, 1000].");
    }

    [Fact]
    public void PrincipalPlane_OfRowsOnAPlane_KeepsTheirDistances()
    {
        // More numbers than rows, and the other way round.
        foreach (int size in new[] { 3, 40 })
        {
            float[][] rows = [.. Clusters(8, 2).Take(20).Select(row => Enumerable.Range(0, size).Select(j => row[0] * (j % 3) + row[1] * (j % 2)).ToArray())];

            PrincipalPlane plane = PrincipalPlane.Of(rows);

            (plane.First + plane.Second).ShouldBe(1, 1e-9);
            for (int i = 1; i < rows.Length; i++)
            {
                double distance = Math.Sqrt(rows[0].Zip(rows[i], (a, b) => (a - b) * (a - b)).Sum());
                ((double)Vector2.Distance(plane.Points[0], plane.Points[i])).ShouldBe(distance, 1e-3 * distance);
            }
        }
    }

    private static string Message(Action act) => Should.Throw<ArgumentException>(act).Message;

    private static float[][] Clusters(int count, int size)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, 3 * count).Select(i => Enumerable.Range(0, size)
            .Select(j => (float)(6 * ((i % 3 + j) % 3) + random.NextDouble() + random.NextDouble())).ToArray())];
    }

    private static double[] Moved(float[] map, int place, double step)
    {
        double[] moved = [.. map.Select(value => (double)value)];
        moved[place] += step;
        return moved;
    }

    /// <summary>KL(p ‖ q) in double precision, as the paper writes it.</summary>
    private static double Divergence(float[] conditional, double[] map)
    {
        int count = map.Length / 2;
        double sum = 0, divergence = 0;
        for (int pass = 0; pass < 2; pass++)
        {
            for (int i = 0; i < count; i++)
            {
                for (int j = 0; j < count; j++)
                {
                    if (i == j)
                        continue;
                    double x = map[2 * i] - map[2 * j], y = map[2 * i + 1] - map[2 * j + 1], weight = 1 / (1 + x * x + y * y);
                    double p = ((double)conditional[i * count + j] + conditional[j * count + i]) / (2 * count);
                    if (pass == 0)
                        sum += weight;
                    else if (p > 0)
                        divergence += p * Math.Log(p / (weight / sum));
                }
            }
        }
        return divergence;
    }

    private static double NearestNeighbourAccuracy(IReadOnlyList<float[]> rows, IReadOnlyList<string> labels) =>
        Enumerable.Range(0, rows.Count).Average(i =>
        {
            string vote = Enumerable.Range(0, rows.Count).Where(j => j != i)
                .OrderBy(j => rows[i].Zip(rows[j], (a, b) => (a - b) * (a - b)).Sum()).Take(5)
                .GroupBy(j => labels[j]).OrderByDescending(votes => votes.Count()).ThenBy(votes => votes.Min()).First().Key;
            return vote == labels[i] ? 1.0 : 0.0;
        });
}

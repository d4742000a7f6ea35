using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Tables;

/// <summary>Rows with two numbers in units of their own, a category that follows from the first, and a flag; "Features" holds all of them.</summary>
internal static class SmallTable
{
    public const string Features = "Features";
    public const int Slots = 6;   // Height, Income, Country.DE, Country.FR, Country.IT, IsMember

    public static readonly string[] Columns = ["Height", "Income", "Country", "IsMember"];

    private static readonly string[] _countries = ["DE", "FR", "IT"];

    public static VaeOptions Options { get; } = TestOptions.Tiny with
    {
        InputColumnName = Features,
        OutputColumnName = "Latent",
        Likelihood = Likelihood.Mixed(LikelihoodPart.Bernoulli("IsMember"), LikelihoodPart.Others),
        Epochs = 3,
    };

    public static Person[] Rows(int count, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Row(random))];
    }

    public static ITransformer Encoder(MLContext context) => Encoding(context).Fit(View(context, Rows(100)));

    public static EstimatorChain<ColumnConcatenatingTransformer> Encoding(MLContext context) =>
        context.Transforms.Categorical.OneHotEncoding("Country")
            .Append(context.Transforms.Conversion.ConvertType("IsMember"))
            .Append(context.Transforms.Concatenate(Features, Columns));

    public static IDataView View(MLContext context, IEnumerable<Person> rows) => context.Data.LoadFromEnumerable(rows);

    /// <summary>The rows as vectors, by the same encoder every time.</summary>
    public static IDataView Encoded(params Person[] rows)
    {
        var context = new MLContext(1);
        return Encoder(context).Transform(View(context, rows));
    }

    private static Person Row(Random random)
    {
        float height = 150 + 40 * random.NextSingle();
        return new Person
        {
            Height = height,
            Income = 1000 * (height - 140) + 500 * random.NextSingle(),
            Country = _countries[Math.Min(2, (int)((height - 150) / 13))],
            IsMember = random.Next(2) == 0,
        };
    }

    internal sealed record Person
    {
        public float Height { get; set; }
        public float Income { get; set; }
        public string Country { get; set; } = "";
        public bool IsMember { get; set; }
    }
}

using Microsoft.ML.Vae.Onnx.Tests.Fixtures;

namespace Microsoft.ML.Vae.Onnx.Tests.Matrix;

/// <summary>Each network with each likelihood in each mode, exported both ways.</summary>
public class MatrixTests
{
    private const string MakePage = "VAE_MAKE_ONNX_PAGE";   // 1: writes the measured tables into docs/onnx.md

    private static readonly Dictionary<string, Lazy<MatrixResult[]>> _results =
        Fixtures.Networks.All.Keys.ToDictionary(network => network, network => new Lazy<MatrixResult[]>(() => Measure(network)));

    public static TheoryData<string> Networks => [.. Fixtures.Networks.All.Keys];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Exports_OfEveryLikelihoodAndMode_AgreeWithTransform(string network) =>
        _results[network].Value.ShouldAllBe(result => result.Largest <= Difference.Allowed);

    [Fact]
    public void Page_NamesEveryNetworkLikelihoodAndMode()
    {
        if (Environment.GetEnvironmentVariable(MakePage) == "1")
            MatrixPage.Write([.. _results.Values.SelectMany(results => results.Value)]);

        MatrixPage.Names().ShouldBe([.. Fixtures.Networks.All.Keys, .. Modes.All.Keys]);
        MatrixPage.Columns().ShouldAllBe(columns => columns.SequenceEqual(Modes.Likelihoods.Keys));
        MatrixPage.Differences().ShouldAllBe(difference => difference <= Difference.Allowed);
    }

    private static MatrixResult[] Measure(string network)
    {
        var context = new MLContext();
        return
        [
            .. from likelihood in Modes.Likelihoods.Keys
               from mode in Modes.All.Keys
               where Modes.Exists(likelihood, mode)
               select MatrixResult.Measure(context, network, likelihood, mode),
        ];
    }
}

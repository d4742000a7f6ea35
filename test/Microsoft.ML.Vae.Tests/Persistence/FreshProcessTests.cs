using System.Globalization;
using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Persistence;

public sealed class FreshProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MLContext _context = new(1);
    private readonly IDataView _data;
    private readonly TransformerChain<ClusteringPredictionTransformer<Trainers.KMeansModelParameters>> _model;

    public FreshProcessTests()
    {
        _data = TestImages.InMemory(_context, FreshProcess.Rows);
        _model = _context.Transforms.CopyColumns("Copy", TinyModel.Input)
            .Append(_context.Transforms.VariationalAutoencoder(TestOptions.Tiny with { InputColumnName = "Copy" }))
            .Append(_context.Clustering.Trainers.KMeans(TinyModel.Mean, numberOfClusters: 4)).Fit(_data);
    }

    /// <summary>Latents may differ by the rounding of another process (see <see cref="FloatAssert"/>); clusters may not.</summary>
    [Fact]
    [Trait("case", "36")]
    [Trait("trap", "28")]
    public void Load_InAProcessThatNeverNamedOurTypes_SameLatentsAndClusters()
    {
        IDataView expected = _model.Transform(_data);

        string[][] lines = [.. Run().Select(line => line.Split(' '))];

        lines.Select(line => line[..^1].Select(FreshProcess.ParseSingle).ToArray()).ToList().ShouldBeCloseTo(expected.Vectors(TinyModel.Mean));
        lines.Select(line => uint.Parse(line[^1], CultureInfo.InvariantCulture)).ShouldBe(expected.Values<uint>("PredictedLabel"));
        SavedAgain().ShouldEqual(Saved());
    }

    [Theory]
    [Trait("case", "43")]
    [InlineData("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1")]
    [InlineData("LANG", "tr_TR.UTF-8")]
    [InlineData("LC_ALL", "de_DE.UTF-8")]
    public void LoadAndSave_InAProcessOfAnotherCulture_SameBytesInEveryEntry(string variable, string value)
    {
        Run((variable, value)).Length.ShouldBe(FreshProcess.Rows);

        SavedAgain().ShouldEqual(Saved());
    }

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    private string[] Run(params (string Name, string Value)[] environment)
    {
        _context.Model.Save(_model, _data.Schema, _folder["model.zip"]);
        return ChildProcess.Start([nameof(FreshProcess), _folder["model.zip"], _folder["again.zip"]], folder: null, environment);
    }

    private SavedModel Saved() => SavedModel.Read(File.ReadAllBytes(_folder["model.zip"]));

    private SavedModel SavedAgain() => SavedModel.Read(File.ReadAllBytes(_folder["again.zip"]));
}

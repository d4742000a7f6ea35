using Microsoft.ML.Vae.Tool.Models;
using Microsoft.ML.Vae.Visuals;
using SkiaSharp;

namespace Microsoft.ML.Vae.Tool.Tests.Commands;

[Collection(SharedModels.Name)]
public sealed class ConditionTests(TrainedModels models) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Sample_NameOfAClass_DrawsThatOne()
    {
        Cli.Succeed("sample", models.ClassModel, "--condition", "2", "--count", "4", "-o", _folder["two.png"]);

        using LoadedModel model = LoadedModel.Load(new MLContext(), models.ClassModel);
        File.ReadAllBytes(_folder["two.png"]).ShouldBe(model.Vae.SamplePicture(4, 1, new PictureOptions { Condition = [3] }).ToPng());
    }

    [Fact]
    public void Sample_WithoutAName_DrawsEveryClass()
    {
        Cli.Succeed("sample", models.ClassModel, "-o", _folder["all.png"]);

        using SKBitmap image = SKBitmap.Decode(_folder["all.png"]);
        image.Height.ShouldBeGreaterThan(4 * 56);
    }

    [Fact]
    public void Sample_UnknownName_NamesThoseThatAreThere() => Cli.Fail("sample", models.ClassModel, "--condition", "seven", "-o", _folder["x.png"])
        .ShouldBe("--condition is 'seven'; must be one of '0', '1', '2', '3', as the model is conditioned on 'Kind'.");

    [Fact]
    public void Sample_ModelWithoutACondition_SaysSo() => Cli.Fail("sample", models.PhotoModel, "--condition", "2", "-o", _folder["x.png"])
        .ShouldBe($"The model '{models.PhotoModel}' has no condition: leave --condition out.");

    [Theory]
    [InlineData("1")]
    [InlineData("1,2,3")]
    [InlineData("1,high")]
    [InlineData("1,NaN")]
    public void Sample_WrongNumbers_SaysHowMany(string condition) =>
        Cli.Fail("sample", ConditionalModels.OfNumbers(_folder["n.zip"]), "--condition", condition, "-o", _folder["x.csv"])
            .ShouldBe($"--condition is '{condition}'; must be 2 numbers joined by commas, as the model is conditioned on 'Setting'.");

    [Fact]
    public void Sample_Numbers_WritesRowsForThem_AndAsksForThemWhereTheyAreMissing()
    {
        string model = ConditionalModels.OfNumbers(_folder["n.zip"]);

        Cli.Succeed("sample", model, "--condition", "0.5,2", "--count", "3", "-o", _folder["rows.csv"]);

        File.ReadAllLines(_folder["rows.csv"]).Length.ShouldBe(4);
        Cli.Fail("sample", model, "-o", _folder["x.csv"])
            .ShouldBe($"The model '{model}' is conditioned on 'Setting': give --condition, 2 numbers joined by commas.");
    }

    [Fact]
    public void InterpolateAndTraverse_NameOfAClass_DrawDifferentPictures()
    {
        byte[][] files = [Interpolated("0"), Interpolated("3"), Traversed("0"), Traversed("3")];

        files.Select(Convert.ToHexString).Distinct().Count().ShouldBe(files.Length);

        byte[] Interpolated(string kind) => Drawn("interpolate", models.ClassModel, models.MNIST, "--condition", kind, "--rows", "2", "--steps", "3");
        byte[] Traversed(string kind) => Drawn("traverse", models.ClassModel, "--condition", kind, "--steps", "3");
        byte[] Drawn(params string[] args)
        {
            Cli.Succeed([.. args, "-o", _folder["p.png"]]);
            return File.ReadAllBytes(_folder["p.png"]);
        }
    }

    [Fact]
    public void Info_ModelWithACondition_NamesItsValues() =>
        Cli.Succeed("info", models.ClassModel).ShouldContain("condition  Kind: one of '0', '1', '2', '3'");
}

using System.Globalization;
using System.Text.Json;

namespace Microsoft.ML.Vae.Tool.Tests.Commands;

[Collection(SharedModels.Name)]
public sealed class RowCommandTests(TrainedModels models) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Encode_Images_WritesALineForEachWithNameAndClass()
    {
        Cli.Succeed("encode", models.PhotoModel, models.Photos, "-o", _folder["codes.csv"]).ShouldContain("codes.csv: 24 rows");

        string[] lines = File.ReadAllLines(_folder["codes.csv"]);
        lines[0].ShouldBe("name,class,z1,z2,z3,z4");
        lines.Length.ShouldBe(25);
        lines[1].ShouldStartWith($"{Path.Combine("discs", "00.png")},discs,");
        lines[1].Split(',')[2..].ShouldAllBe(number => float.IsFinite(float.Parse(number, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Encode_WithoutAFile_PrintsNothingElse() =>
        Cli.Succeed("encode", models.MNISTModel, models.MNIST).ShouldStartWith("name,class,z1,z2,z3,z4,z5,z6\n0,0,");

    [Fact]
    public void Score_ATableWithAnOddRow_PutsItFirst()
    {
        string[] lines = File.ReadAllLines(models.Table);
        lines[17] = "odd,0.500,90.000,high,1";
        File.WriteAllLines(_folder["odd.csv"], lines);

        Cli.Succeed("score", models.TableModel, _folder["odd.csv"], "--top", "2").Split('\n')[0].Trim().ShouldEndWith("  17");
        string[] scores = Cli.Succeed("score", models.TableModel, _folder["odd.csv"]).TrimEnd().Split('\n');
        scores[0].ShouldBe("name,score,p_value");
        scores.Length.ShouldBe(201);
    }

    [Fact]
    public void Score_FolderWithABrokenImage_LeavesItsScoreEmptyAndNamesIt()
    {
        string photos = Pictures.Write(_folder["photos"], 4);
        File.WriteAllText(Path.Combine(photos, "broken.png"), "no image");

        Cli.Outcome outcome = Cli.Run("score", models.PhotoModel, photos);

        outcome.ExitCode.ShouldBe(ExitCode.Success, outcome.Error);
        outcome.Output.ShouldContain("broken.png,,,\n");
        outcome.Error.ShouldContain("broken.png");
    }

    [Fact]
    public void Encode_DataOfAnotherKind_SaysWhatTheModelReads()
    {
        Cli.Fail("encode", models.PhotoModel, models.Table).ShouldBe(
            $"The model '{models.PhotoModel}' cannot read the table '{models.Table}'. It reads 'File' (String).");
        Cli.Fail("encode", models.MNISTModel, models.Photos).ShouldContain($"cannot read the images of '{models.Photos}'");
        Cli.Fail("encode", models.TableModel, models.MNIST).ShouldContain("with its images of 28 x 28 pixels");
    }

    [Fact]
    public void Encode_TableWithoutAColumn_NamesIt()
    {
        File.WriteAllText(_folder["short.csv"], "Weight,Price\n1,2\n");

        Cli.Fail("encode", models.TableModel, _folder["short.csv"])
            .ShouldBe($"'{_folder["short.csv"]}' has no column 'Level', which the model reads; it has Weight, Price.");
    }

    [Fact]
    public void Info_AsJson_HoldsTheNumbers()
    {
        using JsonDocument info = JsonDocument.Parse(Cli.Succeed("info", models.MNISTModel, "--json"));

        info.RootElement.GetProperty("latentDimension").GetInt32().ShouldBe(6);
        info.RootElement.GetProperty("rows").GetInt32().ShouldBe(120);
        info.RootElement.GetProperty("epochs").GetInt32().ShouldBe(20);
        info.RootElement.GetProperty("negativeElbo").GetDouble().ShouldBeGreaterThan(0);
        info.RootElement.GetProperty("health").GetProperty("klPerDimension").GetArrayLength().ShouldBe(6);
        info.RootElement.GetProperty("versions").GetProperty("TorchSharp").GetString().ShouldBe("0.107.0");
    }

    [Fact]
    public void Info_AsText_SaysHowItWasTrained()
    {
        string text = Cli.Succeed("info", models.PhotoModel);

        text.ShouldContain("reads      File: String");
        text.ShouldContain("trained    on 24 rows, 3 epochs, 6 steps, ");
        text.ShouldContain("all epochs were done");
    }

    [Fact]
    public void Info_DamagedModel_TellsWhatTheLibraryTells()
    {
        byte[] bytes = File.ReadAllBytes(models.TableModel);
        File.WriteAllBytes(_folder["cut.zip"], bytes[..(bytes.Length / 2)]);

        Cli.Fail("info", _folder["cut.zip"]).ShouldStartWith($"'{_folder["cut.zip"]}' cannot be loaded: ");
        Cli.Fail("explore", _folder["cut.zip"]).ShouldStartWith($"'{_folder["cut.zip"]}' cannot be loaded: ");
        Cli.Fail("info", _folder["none.zip"]).ShouldStartWith($"There is no model file '{_folder["none.zip"]}'.");
    }

    [Fact]
    public void Info_ModelOfAnotherKind_SaysSo()
    {
        var context = new MLContext();
        IDataView data = context.Data.LoadFromEnumerable([new { A = 1f }]);
        context.Model.Save(context.Transforms.CopyColumns("B", "A").Fit(data), data.Schema, _folder["copy.zip"]);

        Cli.Fail("info", _folder["copy.zip"]).ShouldBe($"'{_folder["copy.zip"]}' is an ML.NET model without a variational autoencoder.");
    }
}

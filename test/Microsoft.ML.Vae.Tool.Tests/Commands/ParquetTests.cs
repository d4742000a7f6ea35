using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tool.Tests.Commands;

/// <summary>Parquet files as data and as output.</summary>
[Collection(SharedModels.Name)]
public sealed class ParquetTests(TrainedModels models) : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MLContext _context = new(1);

    private string Rows => _folder["rows.parquet"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Score_ATableAsParquet_IsThatOfTheTable()
    {
        IDataView table = _context.Data.LoadFromTextFile(models.Table, new TextLoader.Options
        {
            HasHeader = true,
            Separators = [','],
            Columns =
            [
                new("Weight", DataKind.Double, 1), new("Price", DataKind.Single, 2), new("Level", DataKind.String, 3), new("IsOdd", DataKind.Int32, 4),
            ],
        });
        _context.Data.SaveAsParquet(table, Rows);

        Numbers(Cli.Succeed("score", models.TableModel, Rows)).ShouldBe(Numbers(Cli.Succeed("score", models.TableModel, models.Table)), 1e-3);
        string output = Cli.Succeed("train", Rows, "-o", _folder["m.zip"], "--epochs", "1");
        output.ShouldContain("200 rows, 2 numbers, 1 flags, 1 categories");
        Cli.Succeed("encode", _folder["m.zip"], models.Table).ShouldStartWith("name,z1,z2\n1,");
    }

    [Fact]
    public void Score_IntoParquet_HasTheRowsOfTheCsv()
    {
        string[] lines = Cli.Succeed("score", models.MNISTModel, models.MNIST).TrimEnd().Split('\n');

        Cli.Succeed("score", models.MNISTModel, models.MNIST, "-o", _folder["new/scores.parquet"]).ShouldContain("scores.parquet: 120 rows");

        IDataView view = _context.Data.LoadFromParquet(_folder["new/scores.parquet"]);
        view.Schema.Select(column => column.Name).ShouldBe(["name", "class", "score", "p_value"]);
        view.GetColumn<string>("class").ShouldBe(lines.Skip(1).Select(line => line.Split(',')[1]));
        view.GetColumn<float>("score").Select(score => (double)score).ShouldBe(lines.Skip(1).Select(line => Number(line.Split(',')[2])), 1e-3);
    }

    [Fact]
    public void Vectors_OfBytes_AreEncodedAsTheirImagesAre()
    {
        IDataView digits = _context.Data.LoadFromIdx(
            Path.Combine(models.MNIST, "train-images-idx3-ubyte"), Path.Combine(models.MNIST, "train-labels-idx1-ubyte"));
        _context.Data.SaveAsParquet(digits, Rows);

        Cli.Succeed("encode", models.MNISTModel, Rows, "-o", _folder["codes.parquet"]);
        Cli.Succeed("encode", models.MNISTModel, models.MNIST, "-o", _folder["expected.parquet"]);

        IDataView codes = _context.Data.LoadFromParquet(_folder["codes.parquet"]), expected = _context.Data.LoadFromParquet(_folder["expected.parquet"]);
        codes.Schema["z"].Type.ShouldBe(new VectorDataViewType(NumberDataViewType.Single, 6));
        codes.GetColumn<string>("class").ShouldBe(expected.GetColumn<string>("class"));
        codes.GetColumn<float[]>("z").SelectMany(z => z).Select(z => (double)z)
            .ShouldBe(expected.GetColumn<float[]>("z").SelectMany(z => z).Select(z => (double)z), 1e-4);

        Cli.Succeed("train", Rows, "-o", _folder["m.zip"], "--size", "28", "--epochs", "1", "--dense", "8", "--latent", "2")
            .ShouldContain("120 rows, column 'Pixels' with vectors of 784 bytes");
        Cli.Succeed("report", _folder["m.zip"], Rows, "-o", _folder["report.html"], "--no-tsne", "--rows", "40");
        Cli.Succeed("tsne", _folder["m.zip"], Rows, "-o", _folder["map.svg"], "--rows", "30");
        Cli.Fail("train", Rows, "-o", _folder["m.zip"], "--size", "10").ShouldContain("--size and --channels ask for 100");
        Cli.Fail("train", Rows, "-o", _folder["m.zip"], "--conv").ShouldContain("say by --size");
    }

    [Fact]
    public void Images_InABinaryColumn_AreTrainedOnAndScored()
    {
        IDataView photos = _context.Data.LoadFromImageFolder(models.Photos, 20, 20);
        _context.Data.SaveAsParquet(photos, Rows, new ParquetWriteOptions { Columns = ["Label", "Image"] });

        string output = Cli.Succeed("train", Rows, "-o", _folder["m.zip"], "--size", "16", "--epochs", "1", "--latent", "2");

        output.ShouldContain("24 images in column 'Image' of 20 x 20 pixels");
        output.ShouldContain("3 channels: there are colors");
        string[] codes = Cli.Succeed("encode", _folder["m.zip"], Rows).TrimEnd().Split('\n');
        codes.Length.ShouldBe(25);
        codes[1].ShouldStartWith("1,discs,");
        Cli.Succeed("encode", models.PhotoModel, Rows).TrimEnd().Split('\n').Length.ShouldBe(25);
        Cli.Succeed("encode", _folder["m.zip"], models.Photos).TrimEnd().Split('\n').Length.ShouldBe(25);
    }

    [Fact]
    public void Parquet_WhereItCannotBe_IsRefusedInOneSentence()
    {
        File.WriteAllText(_folder["broken.parquet"], "no Parquet");

        Cli.Fail("score", models.TableModel, _folder["broken.parquet"]).ShouldContain("is not a usable Parquet file");
        Cli.Run("score", models.TableModel, models.Table, "--shard", "0/2", "-o", "s.parquet").Error
            .ShouldContain("--output is 's.parquet'; with --shard it names a folder, for parts as CSV files.");
        Cli.Run("merge", "parts", "-o", "s.parquet").Error.ShouldContain("--output is 's.parquet'; parts are CSV");
    }

    private static double[] Numbers(string table) => [.. table.TrimEnd().Split('\n').Skip(1).Select(line => Number(line.Split(',')[^2]))];

    private static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}

namespace Microsoft.ML.Vae.Tool.Tests.Commands;

/// <summary>Models that the command trains on a row and its class.</summary>
[Collection(SharedModels.Name)]
public sealed class ConditionalTrainingTests(TrainedModels models) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Model => _folder["m.zip"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Train_IdxFilesWithLabels_DrawsEachClassWhereItsBarIs()
    {
        string output = Cli.Succeed(
            "train", models.MNIST, "--condition", "class", "-o", Model, "--dense", "32", "--latent", "2", "--epochs", "60", "--beta", "4");

        output.ShouldContain("told the class, 'Class': 0, 1, 2, 3 (--condition)");
        output.TrimEnd().ShouldEndWith($"vae sample {Model} --condition 0");
        Cli.Succeed("encode", Model, models.MNIST).TrimEnd().Split('\n').Length.ShouldBe(121);
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(Model);
        for (int kind = 0; kind < 4; kind++)
        {
            using HttpResponseMessage response = await explorer.DecodeAsync([0, 0], kind + 1);
            Bars.Brightest(await response.Content.ReadAsByteArrayAsync()).ShouldBe(kind);
        }
    }

    [Fact]
    public void Train_FolderOfFolders_TellsItsClasses_AndReportsOnThem()
    {
        Cli.Succeed("train", models.Photos, "--condition", "class", "-o", Model, "--size", "8", "--latent", "2", "--epochs", "2")
            .ShouldContain("told the class, 'Class': discs, squares (--condition)");

        Cli.Succeed("info", Model).ShouldContain("condition  Class: one of 'discs', 'squares'");
        Cli.Succeed("report", Model, models.Photos, "-o", _folder["r.html"], "--no-tsne");
        string report = File.ReadAllText(_folder["r.html"]);
        report.ShouldContain("<h3>Reconstructions</h3>");
        report.ShouldContain(">squares<");
        report.ShouldContain("rows with the columns &quot;Class&quot;, &quot;File&quot; (&quot;File&quot;: paths of images)");
        Cli.Fail("encode", Model, Path.Combine(models.Photos, "discs")).ShouldBe(
            $"The model '{Model}' is told the class of each row, and '{Path.Combine(models.Photos, "discs")}' has no classes.");
    }

    [Fact]
    public void Train_ColumnOfATable_IsAConditionAndNoFeature()
    {
        string output = Cli.Succeed("train", models.Table, "--condition", "Level", "--ignore", "Id", "-o", Model, "--epochs", "2");

        output.ShouldContain("200 rows, 2 numbers, 1 flags");
        output.ShouldNotContain("categories");
        output.ShouldContain("told the class, 'Level': high, low (--condition)");
        Cli.Succeed("sample", Model, "--condition", "low", "--count", "3", "-o", _folder["rows.csv"]);
        File.ReadAllLines(_folder["rows.csv"])[0].ShouldBe("Weight,Price,IsOdd");
        Cli.Fail("sample", Model, "-o", _folder["rows.csv"])
            .ShouldBe($"The model '{Model}' is conditioned on 'Level': give --condition, one of 'high', 'low'.");
        Cli.Succeed("score", Model, models.Table).TrimEnd().Split('\n').Length.ShouldBe(201);
    }

    [Fact]
    public void Train_ColumnOfParquet_ReadsTheClassesOfATableAndOfVectors()
    {
        var context = new MLContext(1);
        context.Data.SaveAsParquet(
            context.Data.LoadFromEnumerable(Enumerable.Range(0, 40).Select(i => new Row { Weight = i, Kind = i % 11 })), _folder["table.parquet"]);
        IDataView digits = context.Data.LoadFromIdx(
            Path.Combine(models.MNIST, "train-images-idx3-ubyte"), Path.Combine(models.MNIST, "train-labels-idx1-ubyte"));
        context.Data.SaveAsParquet(digits, _folder["digits.parquet"]);

        string output = Cli.Succeed("train", _folder["table.parquet"], "--condition", "Kind", "-o", Model, "--epochs", "1");
        output.ShouldContain("told the class, 'Kind': 0, 1, 2, 3, 4, 5, 6, 7 and 3 more (--condition)");   // 10 after 9
        Cli.Succeed("encode", Model, _folder["table.parquet"]).TrimEnd().Split('\n').Length.ShouldBe(41);

        Cli.Succeed("train", _folder["digits.parquet"], "--condition", "Label", "-o", Model, "--epochs", "1", "--dense", "8", "--size", "28")
            .ShouldContain("told the class, 'Label': 0, 1, 2, 3 (--condition)");
        Cli.Succeed("encode", Model, _folder["digits.parquet"]).ShouldContain("\n1,0,");
    }

    [Theory]
    [InlineData("Colour", "must be one of the columns of '{0}': Id, Weight, Price, Level, IsOdd.")]
    [InlineData("Id", "which has 200 different values in 200 rows; classes are at most 4096, with 2 rows each or more.")]
    public void Train_NoClassesOfATable_SaysWhatThereIs(string condition, string message) =>
        Cli.Fail("train", models.Table, "--condition", condition, "-o", Model)
            .ShouldContain(string.Format(System.Globalization.CultureInfo.InvariantCulture, message, models.Table));

    [Fact]
    public void Train_GapsInTheClasses_AreCounted()
    {
        File.WriteAllLines(_folder["gaps.csv"], Enumerable.Range(0, 20).Select(i => $"{i},{(i == 3 ? "" : i % 2)}").Prepend("Age,Kind"));

        Cli.Fail("train", _folder["gaps.csv"], "--condition", "Kind", "-o", Model)
            .ShouldBe("--condition is 'Kind', which is empty in 1 of 20 rows: each needs one.");
    }

    [Fact]
    public void Train_ImagesWithoutClasses_SaysWhereTheyWouldBe()
    {
        string discs = Path.Combine(models.Photos, "discs"), images = Path.Combine(_folder.FullName, "train-images-idx3-ubyte");
        File.Copy(Path.Combine(models.MNIST, "train-images-idx3-ubyte"), images);

        Cli.Fail("train", models.Photos, "--condition", "kind", "-o", Model)
            .ShouldBe($"--condition is 'kind'; must be class for '{models.Photos}', whose folders are the classes of its images.");
        Cli.Fail("train", discs, "--condition", "class", "-o", Model)
            .ShouldBe($"--condition needs a folder for each class; '{discs}' has its images in one.");
        Cli.Fail("train", images, "--condition", "class", "-o", Model)
            .ShouldBe($"--condition needs a file of labels, named as MNIST's are; '{images}' has none.");
    }

    private sealed class Row
    {
        public float Weight { get; set; }

        public int Kind { get; set; }
    }
}

namespace Microsoft.ML.Vae.Tool.Tests.Commands;

[Collection(SharedModels.Name)]
public sealed class TrainCommandTests(TrainedModels models) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Train_FolderOfImages_SaysWhatItFoundAndChose()
    {
        models.PhotoOutput.ShouldContain("24 image files of 2 sizes, from 24 x 36 to 40 x 30 pixels, whose folders count as classes");
        models.PhotoOutput.ShouldContain("images of 16 x 16 pixels, as asked for (--size)");
        models.PhotoOutput.ShouldContain("3 channels: there are colors (--channels)");
        models.PhotoOutput.ShouldContain("convolutional network (--dense for a dense one)");
        models.PhotoOutput.ShouldContain("likelihood Bernoulli, which suits pixels (--likelihood)");
        models.PhotoOutput.ShouldContain("Epoch 3/3: negative ELBO ");
        models.PhotoOutput.ShouldMatch(@"wrote .*photos\.zip \(\d+ kB, [\d,]+ parameters\)");
        models.PhotoOutput.TrimEnd().ShouldEndWith($"vae explore {models.PhotoModel} --data {models.Photos}");
        models.PhotoOutput.ShouldContain($"next: vae report {models.PhotoModel} {models.Photos}");
    }

    [Fact]
    public void Train_IdxFiles_TrainsADenseNetworkUnlessTold()
    {
        models.MNISTOutput.ShouldContain("120 grey images of 28 x 28 pixels");
        models.MNISTOutput.ShouldContain("dense network");
        models.MNISTOutput.ShouldContain("6 latent dimensions (--latent)");
    }

    [Fact]
    public void Train_TableWithTexts_EncodesCategoriesAndNamesWhatItLeavesOut()
    {
        models.TableOutput.ShouldContain("200 rows, 2 numbers, 1 flags, 1 categories, 1 texts that are left out");
        models.TableOutput.ShouldContain("numbers, standardized: Weight, Price");
        models.TableOutput.ShouldContain("flags, 0 or 1: IsOdd");
        models.TableOutput.ShouldContain("categories, one-hot: Level");
        models.TableOutput.ShouldContain("left out: Id, which hold texts with more than 100 different values");
    }

    [Fact]
    public void Train_GreyImagesOfOneSize_KeepsSizeAndOneChannel()
    {
        string output = Cli.Succeed("train", Pictures.Write(_folder["grey"], 2, isGrey: true) + "/discs", "-o", _folder["m.zip"], "--epochs", "1");

        output.ShouldContain("1 image file of 40 x 30 pixels");
        output.ShouldContain("images of 40 x 30 pixels, as they are (--size)");
        output.ShouldContain("1 channel: all images are grey (--channels)");
    }

    [Fact]
    public void Train_BrokenFiles_NamesAllAndSkipsThemOnRequest()
    {
        string photos = Pictures.Write(_folder["photos"], 6);
        File.WriteAllText(Path.Combine(photos, "broken.jpg"), "no image");
        byte[] whole = File.ReadAllBytes(Path.Combine(photos, "discs", "00.png"));
        File.WriteAllBytes(Path.Combine(photos, "cut.png"), whole[..(whole.Length / 2)]);

        string error = Cli.Fail("train", photos, "-o", _folder["m.zip"], "--size", "16", "--epochs", "1");

        error.ShouldStartWith("2 files cannot be loaded:");
        error.ShouldContain("  broken.jpg: it is not an image");
        error.ShouldContain("  cut.png: it ends before its last pixel");
        error.ShouldEndWith("Repair or remove them, or skip them with --skip-invalid.");
        File.Exists(_folder["m.zip"]).ShouldBeFalse();

        Cli.Outcome outcome = Cli.Run("train", photos, "-o", _folder["m.zip"], "--size", "16", "--epochs", "1", "--skip-invalid");
        outcome.ExitCode.ShouldBe(ExitCode.Success, outcome.Error);
        outcome.Output.ShouldContain("skipped: 2 files cannot be loaded:");
        using System.Text.Json.JsonDocument info = System.Text.Json.JsonDocument.Parse(Cli.Succeed("info", _folder["m.zip"], "--json"));
        info.RootElement.GetProperty("rows").GetInt32().ShouldBe(6);
    }

    [Fact]
    public void Train_FolderWithoutImages_SaysSo() => Cli.Fail("train", _folder.FullName, "-o", _folder["m.zip"])
        .ShouldBe($"Folder '{_folder.FullName}' has no images (.jpg, .jpeg, .png, .webp, .bmp, .gif), nor MNIST's IDX files.");

    [Fact]
    public void Train_NoSuchData_SaysSo() =>
        Cli.Fail("train", _folder["nowhere"]).ShouldBe($"There is no folder or file '{_folder["nowhere"]}'.");

    [Fact]
    public void Train_ThreeRowsOfATableWithoutHeader_Works()
    {
        File.WriteAllText(_folder["three.tsv"], "1\t2.5\n2\t4.5\n3\t6.5\n");

        string output = Cli.Succeed("train", _folder["three.tsv"], "-o", _folder["m.zip"], "--epochs", "2");

        output.ShouldContain("3 rows without a header, 2 numbers");
        Cli.Succeed("encode", _folder["m.zip"], _folder["three.tsv"]).TrimEnd().Split('\n').Length.ShouldBe(4);
    }

    [Fact]
    public void Train_TableOfTextsAlone_NamesColumnsAndRemedy()
    {
        File.WriteAllLines(_folder["names.csv"], Enumerable.Range(0, 200).Select(i => $"name {i},street {i}").Prepend("Name,Street"));

        Cli.Fail("train", _folder["names.csv"], "-o", _folder["m.zip"]).ShouldBe(
            $"'{_folder["names.csv"]}' has no column of numbers, flags or categories: Name, Street hold texts with more than 100 different "
            + "values, or nothing. Use numbers, or texts that repeat.");
    }

    [Fact]
    public void Train_TableOfAHeaderAlone_SaysThatThereAreNoRows()
    {
        File.WriteAllText(_folder["header.csv"], "Age,Height\n");

        Cli.Fail("train", _folder["header.csv"], "-o", _folder["m.zip"]).ShouldBe($"'{_folder["header.csv"]}' has no rows.");
    }

    [Fact]
    public void Train_NumbersThatAreMissing_CountsThem()
    {
        string[] rows = [.. Enumerable.Range(0, 40).Select(i => i == 7 ? ",1.5" : FormattableString.Invariant($"{i},{i * 0.5}"))];
        File.WriteAllLines(_folder["gaps.csv"], rows.Prepend("Age,Height"));

        Cli.Succeed("train", _folder["gaps.csv"], "-o", _folder["m.zip"], "--epochs", "1")
            .ShouldContain("column 'Age': 1 of 40 fields are empty or no numbers, and count as the mean");
    }

    [Theory]
    [InlineData("--conv")]
    [InlineData("--size", "8")]
    [InlineData("--channels", "1")]
    [InlineData("--likelihood", "laplace")]
    public void Train_OptionsOfImagesForATable_AreRefused(params string[] options) =>
        Cli.Fail(["train", models.Table, "-o", _folder["m.zip"], .. options])
            .ShouldBe($"--size, --channels, --conv and --likelihood are for images, and '{models.Table}' is a table.");

    [Fact]
    public void Train_ProblemThatTheHealthReportNames_TellsItOnceInTheCommandsWords()
    {
        Cli.Outcome outcome = Cli.Run("train", models.MNIST, "-o", _folder["m.zip"], "--epochs", "20", "--beta", "1000");

        outcome.ExitCode.ShouldBe(ExitCode.Success, outcome.Error);
        outcome.Output.ShouldContain("health: collapsed, every row gets about the same code: 0 of 16 latent dimensions are in use");
        outcome.Output.ShouldContain("try: vae train with --beta 0.1");
        outcome.Error.ShouldBeEmpty();
    }

    [Fact]
    public void Train_OutputInAFolderThatIsNotThere_MakesIt()
    {
        Cli.Succeed("train", models.Table, "-o", _folder["new/models/m.zip"], "--epochs", "1");

        File.Exists(_folder["new/models/m.zip"]).ShouldBeTrue();
    }
}

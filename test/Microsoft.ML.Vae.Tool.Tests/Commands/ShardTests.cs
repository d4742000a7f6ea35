using System.Text.Json.Nodes;

namespace Microsoft.ML.Vae.Tool.Tests.Commands;

/// <summary>Rows that several processes write, each its share.</summary>
[Collection(SharedModels.Name)]
public sealed class ShardTests(TrainedModels models) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Parts => _folder["parts"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Merge_AllShares_WritesWhatOneProcessWrites()
    {
        Cli.Succeed("encode", models.PhotoModel, models.Photos, "-o", _folder["all.csv"]);
        foreach (int share in (int[])[2, 0, 4, 1, 3])   // 24 rows: shares of 5 and of 4
            Cli.Succeed("encode", models.PhotoModel, models.Photos, "--shard", $"{share}/5", "-o", Parts).ShouldContain(share < 4 ? ": 5 rows" : ": 4 rows");

        Cli.Succeed("merge", Parts, "-o", _folder["merged.csv"]).ShouldContain("merged.csv: 24 rows");

        string[] merged = File.ReadAllLines(_folder["merged.csv"]), whole = File.ReadAllLines(_folder["all.csv"]);
        merged.Select(NameOf).ShouldBe(whole.Select(NameOf));
        merged.Skip(1).SelectMany(Numbers).ShouldBe(whole.Skip(1).SelectMany(Numbers), tolerance: 1e-4);
    }

    [Fact]
    public void Score_ShareThatIsDone_IsNotDoneAgain()
    {
        string file = Path.Combine(Parts, "part-00001-of-00003.csv");
        Score(models.TableModel, "1/3");
        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);

        Score(models.TableModel, "1/3").ShouldBe($"{file} is there already: share 1 of 3 is done.\n");

        File.GetLastWriteTimeUtc(file).ShouldBe(DateTime.UnixEpoch);
    }

    /// <summary>A process that is killed leaves rows without a description, or a file under another name.</summary>
    [Fact]
    public void Score_ShareThatWasBegun_IsDoneAnew()
    {
        Directory.CreateDirectory(Parts);
        File.WriteAllText(Path.Combine(Parts, "part-00000-of-00002.csv"), "name,sco");
        File.WriteAllText(Path.Combine(Parts, "part-00001-of-00002.csv.tmp"), "name,sco");

        Score(models.TableModel, "0/2").ShouldContain(": 100 rows");
        Score(models.TableModel, "1/2").ShouldContain(": 100 rows");

        Cli.Succeed("merge", Parts, "-o", _folder["merged.csv"]);
        File.ReadAllLines(_folder["merged.csv"]).Length.ShouldBe(201);
    }

    [Fact]
    public void Merge_SharesMissingOrCutOff_NamesThem()
    {
        Score(models.TableModel, "0/4");
        Score(models.TableModel, "2/4");
        File.AppendAllText(Path.Combine(Parts, "part-00002-of-00004.csv"), "1,2");

        Cli.Fail("merge", Parts, "-o", _folder["merged.csv"])
            .ShouldBe($"'{Parts}' lacks shares 1, 2, 3 of 4, counted from 0. Run them again.");
        File.Exists(_folder["merged.csv"]).ShouldBeFalse();
    }

    [Fact]
    public void Merge_PartsOfOtherModelsCommandsOrData_AreRefused()
    {
        Score(models.TableModel, "0/2");
        Cli.Fail("encode", models.TableModel, models.Table, "--shard", "0/2", "-o", Parts).ShouldContain(" has command score, not encode.");
        Score(models.TableModel, "1/2");
        Edit("part-00001-of-00002.json", part => part["model"] = new string('0', 64));
        Cli.Fail("merge", Parts, "-o", _folder["merged.csv"]).ShouldContain("part-00001-of-00002.csv' has model (SHA-256) 000000000000, not ");
        Cli.Fail("score", models.TableModel, models.Table, "--shard", "1/2", "-o", Parts).ShouldContain("Delete it, or choose another folder.");

        File.Delete(Path.Combine(Parts, "part-00001-of-00002.json"));
        File.WriteAllLines(_folder["short.csv"], File.ReadLines(models.Table).Take(51));
        Cli.Succeed("score", models.TableModel, _folder["short.csv"], "--shard", "1/2", "-o", Parts);
        Cli.Fail("merge", Parts, "-o", _folder["merged.csv"]).ShouldContain("has 25 rows, ");

        Score(models.TableModel, "0/3");
        Cli.Fail("merge", Parts, "-o", _folder["merged.csv"]).ShouldContain("has parts of 2 and of 3 shares.");
    }

    [Fact]
    public void Merge_NoParts_SaysWhatIsWanted()
    {
        Cli.Fail("merge", Parts, "-o", _folder["merged.csv"]).ShouldBe($"There is no folder '{Parts}'.");
        Directory.CreateDirectory(Parts);
        Cli.Fail("merge", Parts, "-o", _folder["merged.csv"]).ShouldBe($"'{Parts}' has no parts (part-00000-of-00008.csv).");
        Score(models.TableModel, "0/1");
        File.WriteAllText(Path.Combine(Parts, "part-00000-of-00001.json"), "{");
        Cli.Fail("merge", Parts, "-o", _folder["merged.csv"]).ShouldContain("part-00000-of-00001.json' is no description of a part: ");
    }

    [Fact]
    public void Merge_NamesWithLineBreaks_StayWhole()
    {
        string photos = Pictures.Write(_folder["photos"], 3);
        File.Move(Directory.GetFiles(photos, "*", SearchOption.AllDirectories).Order().First(), Path.Combine(photos, "a \"b\"\n,c.png"));
        Cli.Succeed("score", models.PhotoModel, photos, "-o", _folder["all.csv"]);
        foreach (int share in (int[])[0, 1])
            Cli.Succeed("score", models.PhotoModel, photos, "--shard", $"{share}/2", "-o", Parts);

        Cli.Succeed("merge", Parts, "-o", _folder["merged.csv"]);

        File.ReadAllLines(_folder["merged.csv"]).Select(NameOf).ShouldBe(File.ReadAllLines(_folder["all.csv"]).Select(NameOf));
    }

    [Theory]
    [InlineData("2/2", "--shard is '2/2'; must be I/N with I below N, such as 0/8, or auto.")]
    [InlineData("one", "--shard is 'one'; must be I/N")]
    [InlineData("-1/2", "--shard is '-1/2'; must be I/N")]
    public void Score_NoShare_IsAWrongCommandLine(string shard, string message)
    {
        Cli.Outcome outcome = Cli.Run("score", models.TableModel, models.Table, "--shard", shard, "-o", Parts);

        outcome.ExitCode.ShouldBe(ExitCode.Usage);
        outcome.Error.ShouldContain(message);
    }

    [Fact]
    public void Score_ShardWithoutAFolder_IsAWrongCommandLine() =>
        Cli.Run("score", models.TableModel, models.Table, "--shard", "0/2").Error.ShouldContain("--shard needs --output");

    private string Score(string model, string shard) => Cli.Succeed("score", model, models.Table, "--shard", shard, "-o", Parts);

    private void Edit(string file, Action<JsonNode> change)
    {
        string path = Path.Combine(Parts, file);
        JsonNode json = JsonNode.Parse(File.ReadAllText(path))!;
        change(json);
        File.WriteAllText(path, json.ToJsonString());
    }

    private static string NameOf(string line) => line.Split(',')[0];

    private static IEnumerable<double> Numbers(string line) =>
        line.Split(',').Skip(2).Select(text => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
}

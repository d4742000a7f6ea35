using Microsoft.ML.Vae.Samples;
using Microsoft.ML.Vae.Samples.Table;
using Microsoft.ML.Vae.Shared.Commands;

namespace Microsoft.ML.Vae.Samples.Tests.Commands;

public sealed class TableCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RecordingConsole _console = new(isTerminal: false);

    public void Dispose()
    {
        _folder.Dispose();
        _console.Dispose();
    }

    /// <summary>A height that belongs to another age, a city that belongs to another country, an age that is missing.</summary>
    [Fact]
    public void Run_FileWithTwoOddRows_NamesThemAndTheirColumns()
    {
        var random = new Random(1);
        string[] rows = [.. Enumerable.Range(0, 600).Select(i =>
        {
            int age = random.Next(2, 18), country = i % 3;
            double height = i == 100 ? 70 : 75 + 6 * age + 2 * random.NextDouble();
            string city = i == 200 ? "Rome" : (string[])["Paris", "Berlin", "Rome"] is var cities ? cities[country] : "";
            string[] countries = ["FR", "DE", "IT"];
            return FormattableString.Invariant($"\"Child, {i}\",{(i == 7 ? "" : age)},{(i == 100 ? 120 : height):F1},{countries[i == 200 ? 0 : country]},{city},{i % 2}");
        })];
        File.WriteAllLines(_folder["children.csv"], ["Name,Age,Height,Country,City,IsTwin", .. rows]);

        SampleApp.Run(["table", _folder["children.csv"], "--epochs", "150", "--show", "4", "--output", _folder["out"]], _console.Console, TextWriter.Null).ShouldBe(0);

        _console.Text.ShouldContain("2 numbers, 1 flags, 2 categories, 1 texts that are left out");
        string odd = _console.Text.Split('\n').First(line => line.StartsWith("row 201: ", StringComparison.Ordinal));
        odd.ShouldMatch("City|Country");
        File.Exists(_folder["out/model.zip"]).ShouldBeTrue();
    }

    [Theory]
    [InlineData("table", "nowhere.csv", "There is no file 'nowhere.csv'.")]
    public void Run_NoSuchFile_IsToldInASentence(string command, string file, string message)
    {
        using var error = new StringWriter();

        SampleApp.Run([command, file, "--output", _folder["out"]], _console.Console, error).ShouldBe(UserError.Failure);

        error.ToString().Trim().ShouldBe($"error: {message}");
    }
}

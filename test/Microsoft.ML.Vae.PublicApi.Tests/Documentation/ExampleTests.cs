using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.ML.Data;
using Xunit.Abstractions;

namespace Microsoft.ML.Vae.PublicApi.Tests.Documentation;

/// <summary>What the documentation shows works as it stands there.</summary>
public sealed partial class ExampleTests(ITestOutputHelper output) : IDisposable
{
    private const int RowCount = 1000;   // as the README makes them
    private const int PhotoCount = 12;

    private readonly string _before = Directory.GetCurrentDirectory();
    private readonly TextWriter _console = Console.Out;
    private readonly DirectoryInfo _folder = Enter(Directory.CreateTempSubdirectory("vae-public-"));

    [Fact]
    public void Examples_OfEveryDocument_Compile()
    {
        Example.All.ShouldNotBeEmpty();
        Example.All.SelectMany(example => example.Errors().Select(error => $"{example.Place}: {error}")).ShouldBeEmpty();
    }

    /// <summary>
    /// In a folder that holds <c>photos</c>, small images. The programs read each row once to fit the autoencoder, and once more for what
    /// follows, however often KMeans passes over it.
    /// </summary>
    [Fact]
    public void Programs_OfTheReadme_ReadTheirRowsTwice()
    {
        Directory.CreateDirectory("photos");
        foreach (int i in Enumerable.Range(0, PhotoCount))
        {
            using var photo = MLImage.CreateFromPixels(2, 1, MLPixelFormat.Bgra32, [(byte)(20 * i), 50, 90, 255, 10, (byte)(15 * i), 30, 255]);
            photo.Save($"photos/{i}.png");
        }
        Console.SetOut(TextWriter.Null);

        Example[] programs = [.. Example.OfReadme.Where(example => example.IsProgram)];
        int[] reads = [.. programs.Select(program => Should.NotThrow(program.CountingReads().Run, program.Place))];

        reads.ShouldBe([2 * RowCount, 3 * PhotoCount]);   // the second pass over the photos loads each file and says its name
    }

    [Theory]
    [MemberData(nameof(ProgramsWithOutput))]
    public void Program_WithItsOutput_PrintsIt(string place)
    {
        Example program = Example.All.Single(example => example.Place == place);
        using var writer = new StringWriter { NewLine = "\n" };
        Console.SetOut(writer);

        program.Run();

        string printed = writer.ToString().TrimEnd('\n');
        output.WriteLine(printed);
        NumberPattern().Replace(printed, "#").ShouldBe(NumberPattern().Replace(program.Output!, "#"));
        double[] numbers = Numbers(printed), expected = Numbers(program.Output!);
        for (int i = 0; i < numbers.Length; i++)
            numbers[i].ShouldBe(expected[i], 0.2 * expected[i], printed);   // processors round differently, and a fit goes its own way from there
    }

    public static TheoryData<string> ProgramsWithOutput => [.. Example.All.Where(example => example.Output is not null).Select(example => example.Place)];

    [Fact]
    public void Program_OfTables_FindsTheOddOrderAndItsReason()
    {
        using var output = new StringWriter();
        Console.SetOut(output);

        Example.All.Single(example => example.Place.StartsWith("tables.md", StringComparison.Ordinal) && example.IsProgram).Run();

        output.ToString().ShouldMatch(@"^A1234: \d+ nats; .*ProductCode \d+");
    }

    public void Dispose()
    {
        Console.SetOut(_console);
        Directory.SetCurrentDirectory(_before);
        _folder.Delete(recursive: true);
    }

    private static DirectoryInfo Enter(DirectoryInfo folder)
    {
        Directory.SetCurrentDirectory(folder.FullName);
        return folder;
    }

    private static double[] Numbers(string text) =>
        [.. NumberPattern().Matches(text).Select(match => double.Parse(match.Value, CultureInfo.InvariantCulture))];

    [GeneratedRegex(@"\d+(\.\d+)?")]
    private static partial Regex NumberPattern();
}

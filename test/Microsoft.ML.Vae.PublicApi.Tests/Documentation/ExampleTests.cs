using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.PublicApi.Tests.Documentation;

/// <summary>What the documentation shows works as it stands there.</summary>
public sealed class ExampleTests : IDisposable
{
    private readonly string _before = Directory.GetCurrentDirectory();
    private readonly TextWriter _console = Console.Out;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vae-public-");

    public ExampleTests() => Directory.SetCurrentDirectory(_folder.FullName);

    [Fact]
    public void Examples_OfEveryDocument_Compile()
    {
        Example.All.ShouldNotBeEmpty();
        Example.All.SelectMany(example => example.Errors().Select(error => $"{example.Place}: {error}")).ShouldBeEmpty();
    }

    /// <summary>In a folder that holds <c>photos</c>, small images.</summary>
    [Fact]
    public void Programs_OfTheReadme_Run()
    {
        Directory.CreateDirectory("photos");
        foreach (int i in Enumerable.Range(0, 12))
        {
            using var photo = MLImage.CreateFromPixels(2, 1, MLPixelFormat.Bgra32, [(byte)(20 * i), 50, 90, 255, 10, (byte)(15 * i), 30, 255]);
            photo.Save($"photos/{i}.png");
        }
        Console.SetOut(TextWriter.Null);

        foreach (Example program in Example.OfReadme.Where(example => example.IsProgram))
            Should.NotThrow(program.Run, program.Place);
    }

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
}

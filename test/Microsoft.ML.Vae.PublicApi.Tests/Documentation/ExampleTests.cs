using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.ML.Data;
using Microsoft.ML.Vae.Tests.PyTorch;
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
            numbers[i].ShouldBe(expected[i], 0.2 * expected[i] + 1e-9, printed);   // processors round differently, and a fit goes its own way from there
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

    [PyTorchFact]
    public void Program_OfRaschkasModel_PrintsTheLatentsThatPyTorchComputes()
    {
        Python.Run("""
            import torch
            from torch import nn

            class Model(nn.Module):
                def __init__(self):
                    super().__init__()
                    act = lambda: nn.LeakyReLU(0.01)
                    self.encoder = nn.Sequential(
                        nn.Conv2d(1, 32, 3, padding=1), act(), nn.Conv2d(32, 64, 3, stride=2, padding=1), act(),
                        nn.Conv2d(64, 64, 3, stride=2, padding=1), act(), nn.Conv2d(64, 64, 3, padding=1), nn.Flatten())
                    self.z_mean, self.z_log_var = nn.Linear(3136, 2), nn.Linear(3136, 2)
                    self.decoder = nn.Sequential(
                        nn.Linear(2, 3136), nn.Unflatten(1, (64, 7, 7)), nn.ConvTranspose2d(64, 64, 3, padding=1), act(),
                        nn.ConvTranspose2d(64, 64, 3, stride=2, padding=1), act(),
                        nn.ConvTranspose2d(64, 32, 3, stride=2), act(), nn.ConvTranspose2d(32, 1, 3), nn.Sigmoid())

            torch.manual_seed(1)
            model = Model()
            torch.save(model.state_dict(), "raschka.pt")
            x = (torch.arange(784) / 783).reshape(1, 1, 28, 28)
            a, b = model.z_mean(model.encoder(x))[0].tolist()
            print(f"{a:.4f} {b:.4f}", file=open("latent.txt", "w"))
            """, _folder.FullName);
        using var output = new StringWriter();
        Console.SetOut(output);

        Example.All.Single(example => example.Place.StartsWith("pytorch.md", StringComparison.Ordinal) && example.IsProgram).Run();

        double[] got = Latents(output.ToString()), expected = Latents(File.ReadAllText("latent.txt"));
        got[0].ShouldBe(expected[0], 1e-4);
        got[1].ShouldBe(expected[1], 1e-4);

        static double[] Latents(string text) =>
            [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
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

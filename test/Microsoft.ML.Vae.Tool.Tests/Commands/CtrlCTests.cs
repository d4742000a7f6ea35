using System.Diagnostics;
using Microsoft.ML.Vae.Tool.Tests.Fixtures;

namespace Microsoft.ML.Vae.Tool.Tests.Commands;

[Collection(SharedModels.Name)]
public sealed class CtrlCTests(TrainedModels models) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [UnixFact]
    public void Train_InterruptedBySigint_KeepsTheBestWeightsAndSaysWhere()
    {
        string model = _folder["model.zip"];
        using Process process = Start("train", models.MNIST, "-o", model, "--epochs", "1000000");
        List<string> lines = [];
        while (process.StandardOutput.ReadLine() is { } line)
        {
            lines.Add(line);
            if (line.StartsWith("Epoch ", StringComparison.Ordinal) && !line.StartsWith("Epoch 1/", StringComparison.Ordinal))
            {
                using Process kill = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
                kill.WaitForExit();
                break;
            }
        }
        lines.AddRange(process.StandardOutput.ReadToEnd().Split('\n'));
        process.WaitForExit();

        process.ExitCode.ShouldBe(ExitCode.Interrupted, process.StandardError.ReadToEnd());
        lines.ShouldContain(line => line.StartsWith($"stopped by Ctrl+C: {model} has the best weights, those of epoch ", StringComparison.Ordinal));
        Cli.Succeed("info", model).ShouldContain("canceled, with the weights of epoch ");
    }

    private static Process Start(params string[] args) => Process.Start(new ProcessStartInfo("dotnet", [typeof(ToolApp).Assembly.Location, .. args])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}

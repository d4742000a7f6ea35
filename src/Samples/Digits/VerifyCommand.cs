using System.Runtime.CompilerServices;
using Microsoft.ML.Vae.Samples.Shared.Data;
using Microsoft.ML.Vae.Shared.Commands;
using Microsoft.ML.Vae.Shared.Idx;
using Microsoft.ML.Vae.Shared.Reports;
using Spectre.Console;

namespace Microsoft.ML.Vae.Samples.Digits;

/// <summary>
/// Loads a model as any ML.NET program does, without a word about autoencoders, and compares its latents of the first
/// test images with those of the process that trained it.
/// </summary>
internal sealed class VerifyCommand(IAnsiConsole console)
{
    /// <summary>Matrix kernels round differently from process to process; relative to 1 + |value|.</summary>
    private const double Tolerance = 1e-5;

    private readonly Report _report = new(console);

    public int Run(string modelPath, string dataFolder, string latentsPath)
    {
        var context = new MLContext();
        var written = context.Data.LoadFromIdx(latentsPath, imageColumnName: DigitsPipeline.Latent);
        var (expected, size) = ColumnReader.Vectors(written, DigitsPipeline.Latent);
        var images = IdxFolder.LoadTest(dataFolder).Take(expected.Length / size);
        var model = context.Model.Load(modelPath, out _);
        var (latents, _) = ColumnReader.Vectors(model.Transform(ImageViews.Bytes(context, images)), DigitsPipeline.Latent);
        return Compare(expected, latents, size);
    }

    private int Compare(float[] expected, float[] latents, int size)
    {
        if (latents.Length != expected.Length)
        {
            _report.Line($"second process: expected {expected.Length} latents, got {latents.Length}: FAILED");
            return UserError.Failure;
        }

        var worst = latents.Zip(expected, Difference).DefaultIfEmpty().Max();
        var equal = worst <= Tolerance;
        _report.Line(FormattableStringFactory.Create(
            "second process: model loaded, {0} x {1} latents, largest difference {2:E1} (at most {3:E0}): {4}",
            expected.Length / size, size, worst, Tolerance, equal ? "reproduced" : "FAILED"));
        return equal ? 0 : UserError.Failure;
    }

    /// <summary>Infinite where either is not a number, so that nothing hides a difference.</summary>
    private static double Difference(float got, float expected)
    {
        var difference = Math.Abs((double)got - expected) / (1 + Math.Abs((double)expected));
        return double.IsNaN(difference) ? double.PositiveInfinity : difference;
    }
}

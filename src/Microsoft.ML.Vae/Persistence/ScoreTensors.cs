using System.Runtime.InteropServices;
using Microsoft.ML.Vae.Scores;

namespace Microsoft.ML.Vae.Persistence;

/// <summary>
/// What anomaly scores need, as tensors, where they do: "score.latent_mean" [Z] and "score.latent_precision" [Z, Z] in float64, and
/// "score.calibration" [N] in float32, the scores of the calibration rows in ascending order.
/// </summary>
internal static class ScoreTensors
{
    private const string Mean = "score.latent_mean";
    private const string Precision = "score.latent_precision";
    private const string Calibration = "score.calibration";

    public static IEnumerable<ExpectedTensor> Expected(int latentDimension, bool hasLatents, int? calibrationRows)
    {
        if (hasLatents)
        {
            yield return new ExpectedTensor(Mean, TensorType.F64, [latentDimension]);
            yield return new ExpectedTensor(Precision, TensorType.F64, [latentDimension, latentDimension]);
        }
        if (calibrationRows is { } rows)
            yield return new ExpectedTensor(Calibration, TensorType.F32, [rows]);
    }

    public static IEnumerable<(string Name, Tensor Tensor)> From(Scoring scoring)
    {
        if (scoring.Statistics is { LatentMean: { } mean, LatentPrecision: { } precision })
        {
            yield return (Mean, Of<double>(mean, ScalarType.Float64, mean.Length));
            yield return (Precision, Of<double>(precision, ScalarType.Float64, mean.Length, mean.Length));
        }
        if (scoring.Calibration is { } calibration)
            yield return (Calibration, Of(calibration.Sorted, ScalarType.Float32, calibration.Sorted.Length));
    }

    public static (double[] Mean, double[] Precision) Latents(Safetensors file) =>
        (file.Doubles(Mean).ToArray(), file.Doubles(Precision).ToArray());

    public static CalibrationScores Scores(Safetensors file, ThresholdSides sides)
    {
        float[] scores = file.Singles(Calibration).ToArray();
        for (int i = 1; i < scores.Length; i++)
        {
            if (scores[i] < scores[i - 1])
                throw Safetensors.Damaged($"tensor '{Calibration}'", FormattableString.Invariant($"value {i} is below the one before"));
        }
        return new CalibrationScores(scores, sides);
    }

    private static Tensor Of<T>(ReadOnlySpan<T> values, ScalarType type, params long[] shape) where T : struct
    {
        Tensor tensor = empty(shape, type, CPU);
        MemoryMarshal.AsBytes(values).CopyTo(tensor.bytes);
        return tensor;
    }
}

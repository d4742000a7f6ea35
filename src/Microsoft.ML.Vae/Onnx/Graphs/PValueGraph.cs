using System.Numerics;
using Microsoft.ML.Vae.Graphs;
using Microsoft.ML.Vae.Scores;

namespace Microsoft.ML.Vae.Onnx.Graphs;

/// <summary>
/// <see cref="CalibrationScores.PValue"/>: a binary search in the sorted scores, one bit of the position after the other, for all rows at
/// once.
/// </summary>
internal static class PValueGraph
{
    public static OnnxValue Of(CalibrationScores calibration, OnnxValue score)   // [B, 1] -> [B, 1]
    {
        OnnxGraph graph = score.Graph;
        int count = calibration.Sorted.Length, bits = BitOperations.Log2((uint)count) + 1;
        var padded = new float[1 << bits];   // nothing is above the last ones
        Array.Fill(padded, float.PositiveInfinity);
        calibration.Sorted.CopyTo(padded);
        OnnxValue table = graph.Array("score.calibration", padded, padded.Length);
        OnnxValue slack = (score.Abs() + 1) * CalibrationScores.Slack;

        OnnxValue upper = (Below(score - slack, orEqual: false).Neg() + (1.0 + count)) / (1.0 + count);
        if (calibration.Sides == ThresholdSides.Upper)
            return upper;
        OnnxValue lower = (Below(score + slack, orEqual: true) + 1) / (1.0 + count);
        return (lower.Less(upper).Select(lower, upper) * 2).Clip(0, 1);

        OnnxValue Below(OnnxValue value, bool orEqual)   // [B, 1] -> [B, 1]
        {
            OnnxValue flat = value.Reshape(-1), found = flat.IsNaN().To(ElementType.Int64) * graph.Integers(0);   // [B]
            for (int bit = bits - 1; bit >= 0; bit--)
            {
                OnnxValue further = found + graph.Integers(1L << bit), entry = (further - graph.Integers(1)).Rows(table);
                OnnxValue isBelow = orEqual ? entry.Greater(flat).Not() : entry.Less(flat);
                found = isBelow.Select(further, found);
            }
            return found.To(ElementType.Single).Reshape(-1, 1);
        }
    }
}

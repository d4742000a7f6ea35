namespace Microsoft.ML.Trainers.Training;

/// <summary>Whether values are all finite.</summary>
internal static class Finite
{
    public static bool AreAll(ReadOnlySpan<float> values)
    {
        foreach (var value in values)
        {
            if (!float.IsFinite(value))
                return false;
        }

        return true;
    }
}

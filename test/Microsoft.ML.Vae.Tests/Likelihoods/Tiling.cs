namespace Microsoft.ML.Vae.Tests.Likelihoods;

/// <summary>Each image beside itself.</summary>
internal static class Tiling
{
    public static T[][] Tile<T>(T[][] rows) => [.. rows.Select(row => (T[])[.. row, .. row])];
}

using Microsoft.ML.Vae.Shared.Idx;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>MNIST, read once per test run from the folder "mnist" in the folder that the environment variable VAE_DATA names.</summary>
internal static class Mnist
{
    public const int PixelCount = 28 * 28;

    private const string Variable = "VAE_DATA";

    private static readonly Lazy<IdxFolder> _images = new(() => IdxFolder.Load(Path.Combine(Root!, "mnist")));

    /// <summary>Why tests on MNIST are skipped; null when they run.</summary>
    public static string? SkipReason => Root is null ? $"set {Variable} to a folder that holds mnist/" : null;

    public static LabelledImages Train => _images.Value.Train;

    public static LabelledImages Test => _images.Value.Test;

    private static string? Root => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } root ? root : null;

    /// <summary>Images as a <c>Vector&lt;Byte, 784&gt;</c>.</summary>
    public static IDataView View(MLContext context, LabelledImages images) =>
        PixelViews.OfBytes(context, [.. Enumerable.Range(0, images.Count).Select(i => images[i].ToArray())]);
}

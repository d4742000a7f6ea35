using Microsoft.ML.Data;
using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary><see cref="TestImages"/>, each with a key to condition on, which is a function of the row number too.</summary>
internal static class ConditionedImages
{
    public const string Column = "Kind";
    public const int Count = 3;

    public static ConditionColumn Condition { get; } = new(Column, ConditionKind.Key, Count);

    public static uint Key(int row) => (uint)(row / 2 % Count) + 1;

    /// <summary>The numbers that a network sees of a key.</summary>
    public static double[] OneHot(uint key) => [.. Enumerable.Range(1, Count).Select(value => value == key ? 1.0 : 0)];

    public static ScriptedView View(int rows) => TestImages.View(rows).AddKeys();

    public static ScriptedView AddKeys(this ScriptedView view, int count = Count) =>
        view.Add(Column, new KeyDataViewType(typeof(uint), count), Key);
}

/// <summary>An image and its key, as members of a class have them: ML.NET counts their keys from 0.</summary>
internal sealed class ConditionedImageRow
{
    public int Number { get; set; }

    [VectorType(TinyModel.Size)]
    public float[] Pixels { get; set; } = [];

    [KeyType(ConditionedImages.Count)]
    public uint Kind { get; set; }

    public static ConditionedImageRow Of(int row) => new() { Number = row, Pixels = TestImages.Floats(row), Kind = ConditionedImages.Key(row) - 1 };
}

using Microsoft.ML.Data;
using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>A key that stands beside each of <see cref="Pictures"/>, a function of the row number too.</summary>
internal static class Kinds
{
    public const string Column = "Kind";
    public const int Count = 3;

    public static ConditionColumn Condition { get; } = new(Column, ConditionKind.Key, Count);

    public static uint Of(int row) => (uint)(row / 2 % Count) + 1;

    /// <summary>The numbers that a network sees of a key.</summary>
    public static double[] OneHot(uint key) => [.. Enumerable.Range(1, Count).Select(value => value == key ? 1.0 : 0)];

    /// <summary>The pictures, each with its kind.</summary>
    public static ScriptedView View(int rows) => Pictures.View(rows).AddKinds();

    public static ScriptedView AddKinds(this ScriptedView view, int count = Count) =>
        view.Add(Column, new KeyDataViewType(typeof(uint), count), Of);
}

/// <summary>A picture and its kind, as members of a class have them: ML.NET counts their keys from 0.</summary>
internal sealed class KindRow
{
    public int Number { get; set; }

    [VectorType(TinyModel.Size)]
    public float[] Pixels { get; set; } = [];

    [KeyType(Kinds.Count)]
    public uint Kind { get; set; }

    public static KindRow Of(int row) => new() { Number = row, Pixels = Pictures.Floats(row), Kind = Kinds.Of(row) - 1 };
}

using System.Globalization;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Microsoft.ML.Vae.Inputs;
using static System.FormattableString;

namespace Microsoft.ML.Vae.Tool.Training;

/// <summary>The classes that a model is told beside each row.</summary>
internal sealed class ClassCondition
{
    private const int MostNamed = 8;

    private readonly string _column;
    private readonly string[] _classes;

    private ClassCondition(string column, string[] classes) => (_column, _classes) = (column, classes);

    /// <summary>What was found, in words.</summary>
    public string Choice => Invariant($"told the class, '{_column}': {string.Join(", ", _classes.Take(MostNamed))}")
        + (_classes.Length > MostNamed ? Invariant($" and {_classes.Length - MostNamed} more") : "") + " (--condition)";

    /// <summary>Reads all classes of a column of texts.</summary>
    /// <exception cref="InputException">Its values are no classes.</exception>
    public static ClassCondition Read(IDataView rows, string column)
    {
        var (count, missing) = (0, 0);
        HashSet<string> found = [];
        foreach (var text in rows.GetColumn<string>(column))
        {
            count++;
            missing += string.IsNullOrEmpty(text) ? 1 : 0;
            found.Add(text ?? "");
        }
        if (missing > 0)
            throw new InputException(Invariant($"--condition is '{column}', which is empty in {missing} of {count} rows: each needs one."));
        if (found.Count < 2)
            throw new InputException($"--condition is '{column}', which is '{found.FirstOrDefault()}' in all rows: it tells nothing.");
        if (found.Count > Math.Min(count / 2, ConditionColumn.MostNumbers))
        {
            throw new InputException(Invariant($"--condition is '{column}', which has {found.Count} different values in {count} rows; ")
                + Invariant($"classes are at most {ConditionColumn.MostNumbers}, with 2 rows each or more."));
        }
        return new ClassCondition(column, Sorted(found));
    }

    /// <summary>Makes keys of the classes, in their order.</summary>
    public ValueToKeyMappingEstimator ToKeys(MLContext context) => context.Transforms.Conversion.MapValueToKey(
        _column, keyData: context.Data.LoadFromEnumerable(_classes.Select(name => new ClassName { Name = name })));

    /// <summary>Numbers by size, other texts by their letters.</summary>
    private static string[] Sorted(HashSet<string> classes)
    {
        (string Text, double Number)[] numbers = [.. classes.Select(text => (text, Number(text)))];
        return numbers.All(pair => double.IsFinite(pair.Number))
            ? [.. numbers.OrderBy(pair => pair.Number).ThenBy(pair => pair.Text, StringComparer.Ordinal).Select(pair => pair.Text)]
            : [.. classes.Order(StringComparer.Ordinal)];
    }

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;

    private sealed class ClassName
    {
        public string Name { get; set; } = "";
    }
}

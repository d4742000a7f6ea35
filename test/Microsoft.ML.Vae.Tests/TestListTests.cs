using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Microsoft.ML.Vae.Tests;

/// <summary>The lists in test/README.md and the traits of the tests are about the same cases and traps.</summary>
public sealed partial class TestListTests
{
    private static readonly string _root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, ".."));

    [Theory]
    [InlineData("case")]
    [InlineData("trap")]
    public void List_Numbers_AreThoseOfTheTraits(string kind) =>
        Rows(kind).Select(row => row.Number).ShouldBe(Traits(kind).Select(trait => trait.Number).Distinct().Order());

    [Theory]
    [InlineData("case")]
    [InlineData("trap")]
    public void List_TestClasses_HaveTheirTrait(string kind)
    {
        (int Number, string TestClass)[] traits = [.. Traits(kind)];
        foreach ((int number, string[] classes) in Rows(kind))
        {
            classes.ShouldNotBeEmpty($"{kind} {number}");
            foreach (string name in classes)
                traits.ShouldContain((number, name), $"{kind} {number}");
        }
    }

    /// <summary>The rows of a list: the number and the classes that the last cell names.</summary>
    private static IEnumerable<(int Number, string[] Classes)> Rows(string kind) =>
        File.ReadLines(Path.Combine(_root, "README.md"))
            .SkipWhile(line => !line.StartsWith($"| {kind} |", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.TrimEnd('|', ' ').Split('|'))
            .Select(cells => (int.Parse(cells[1], CultureInfo.InvariantCulture), CodePattern().Matches(cells[^1]).Select(match => match.Groups[1].Value).ToArray()));

    private static IEnumerable<(int Number, string TestClass)> Traits(string kind) =>
        from file in Directory.EnumerateFiles(_root, "*.cs", SearchOption.AllDirectories)
        from Match match in TraitPattern().Matches(File.ReadAllText(file))
        where match.Groups[1].Value == kind
        select (int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture), Path.GetFileNameWithoutExtension(file));

    [GeneratedRegex("""\bTrait\("(case|trap)", "(\d+)"\)""")]
    private static partial Regex TraitPattern();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex CodePattern();

    private static string ThisFile([CallerFilePath] string file = "") => file;
}

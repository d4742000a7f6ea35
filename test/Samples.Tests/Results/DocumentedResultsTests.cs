using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.ML.Vae.Results;
using Microsoft.ML.Vae.Results.Sections;

namespace Microsoft.ML.Vae.Samples.Tests.Results;

/// <summary>docs/results.md has all there is, and is as new as the rows that it is made from.</summary>
public class DocumentedResultsTests
{
    private const string Remedy = "add a row to build/results/Sections and generate docs/results.md again (README)";

    private static readonly string[] _choices = ["Likelihood", "Objective", "Network", "Corruption"];

    /// <summary>The classes whose public static members are what a user chooses among.</summary>
    public static TheoryData<string> Choices() => [.. _choices.Where(name => Choice(name) is not null)];

    [Theory]
    [MemberData(nameof(Choices))]
    public void Page_EveryChoice_HasARow(string type)
    {
        string[] options = [.. DocumentedRow.All().Select(row => row.Options)];
        string[] missing = [.. Factories(Choice(type)!).Where(name => !options.Any(text => Regex.IsMatch(text, $@"\b{type}\.{name}\b")))];

        Factories(Choice(type)!).ShouldNotBeEmpty();
        missing.ShouldBeEmpty(Remedy);
    }

    [Fact]
    public void Page_Rows_AreThoseOfTheCommand() =>
        DocumentedRow.All().Select(row => (row.Section, row.Name, row.Formula, row.Paper, row.Options))
            .ShouldBe(
                Section.All.SelectMany(section => section.Rows, (section, row) => (section.Title, row.Name, row.Formula, row.Paper, row.Code.Length == 0 ? "–" : row.Code)),
                "generate docs/results.md again (README)");

    [Fact]
    public void Page_Models_HaveAllNumbers()
    {
        DocumentedRow[] models = [.. DocumentedRow.All().Where(row => row.Section != BaselineRows.Section.Title && !HasOwnColumns(row))];

        models.ShouldNotBeEmpty();
        models.ShouldAllBe(row => row.Numbers.Count == 5 && row.Numbers.All(number => Regex.IsMatch(number, @"^-?\d")));
    }

    [Fact]
    public void Page_ModelsOfOneNormalDigit_HaveAnAreaForEachScore()
    {
        DocumentedRow[] models = [.. DocumentedRow.All().Where(row => IsOfAnomalies(row) && row.Options != "–")];

        models.ShouldNotBeEmpty();
        models.ShouldAllBe(row => row.Numbers.Count == AnomalyProtocol.Scores.Count + 1 && row.Numbers.SkipLast(1).All(number => Regex.IsMatch(number, @"^[01]\.\d{4}$")));
    }

    /// <summary>The targets: better than a principal component analysis, and than what was published for this protocol.</summary>
    [Theory]
    [InlineData("Bernoulli", "Excess", 0.960)]
    [InlineData("Gaussian, σ = 0.4", "ComplexityCorrected", 0.980)]
    public void Page_OneNormalDigitOfMnist_IsToldApart(string row, string score, double expected)
    {
        int column = AnomalyProtocol.Scores.ToList().FindIndex(other => other.ToString() == score);

        string area = DocumentedRow.All().Single(other => other.Section == AnomalyRows.Handwritten.Title && other.Name == row).Numbers[column];

        double.Parse(area, CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(expected);
    }

    [Theory]
    [InlineData("Bernoulli", 0.960)]
    [InlineData("Gaussian, σ = 0.4", 0.980)]
    public void Page_OneNormalDigitOfMnistThreeSeeds_IsToldApartWithinAMinute(string name, double expected)
    {
        DocumentedRow row = DocumentedRow.All().Single(other => other.Section == AnomalyRows.Seeds.Title && other.Name == name);

        double.Parse(row.Numbers[0], CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(expected);
        double.Parse(row.Numbers[2], CultureInfo.InvariantCulture).ShouldBeLessThanOrEqualTo(60);
    }

    /// <summary>The targets: 0.6 of the mean's error, and no more than that of 32 principal components.</summary>
    [Fact]
    public void Page_MissingPixels_AreFilledInBetterThanByMeanAndComponents()
    {
        double[] errors = [.. DocumentedRow.All().Where(row => row.Section == ImputationRows.Section.Title)
            .Select(row => double.Parse(row.Numbers[0], CultureInfo.InvariantCulture))];

        (double mean, double components, double best) = (errors[0], errors[1], errors[2..].Min());

        best.ShouldBeLessThanOrEqualTo(0.6 * mean);
        best.ShouldBeLessThanOrEqualTo(components);
    }

    /// <summary>The target: better by a tenth than ML.NET's trainer, with the right reasons for four rows of five.</summary>
    [Fact]
    public void Page_OddRowsOfATable_AreFoundWithTheirReasons()
    {
        DocumentedRow[] rows = [.. DocumentedRow.All().Where(row => row.Section == TableRows.Section.Title)];
        double baseline = rows.Where(row => row.Options == "–").Max(row => double.Parse(row.Numbers[0], CultureInfo.InvariantCulture));
        DocumentedRow[] models = [.. rows.Where(row => row.Options != "–")];

        models.ShouldNotBeEmpty();
        models.ShouldAllBe(row => double.Parse(row.Numbers[0], CultureInfo.InvariantCulture) > baseline + 0.1
            && double.Parse(row.Numbers[1], CultureInfo.InvariantCulture) >= 0.8);
    }

    [Fact]
    public void Page_BFloat16_ReachesTheLossOfSinglePrecision()
    {
        double[] losses = [.. DocumentedRow.All().Where(row => row.Section == PrecisionRows.Section.Title)
            .Select(row => double.Parse(row.Numbers[0].Split(' ')[0], CultureInfo.InvariantCulture))];

        losses.Length.ShouldBe(2);
        losses[1].ShouldBe(losses[0], 0.3);
    }

    private static bool HasOwnColumns(DocumentedRow row) =>
        IsOfAnomalies(row) || row.Section == AnomalyRows.Seeds.Title || row.Section == PrecisionRows.Section.Title || row.Section == ImputationRows.Section.Title
        || row.Section == TableRows.Section.Title;

    private static bool IsOfAnomalies(DocumentedRow row) => row.Section == AnomalyRows.Handwritten.Title || row.Section == AnomalyRows.Generated.Title;

    private static Type? Choice(string name) => typeof(VaeTransformer).Assembly.GetType($"Microsoft.ML.Vae.{name}") is { IsPublic: true } type ? type : null;

    /// <summary>Properties and methods that give one of the class.</summary>
    private static string[] Factories(Type type)
    {
        const BindingFlags PublicStatic = BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly;
        return [.. type.GetProperties(PublicStatic).Where(property => property.PropertyType == type).Select(property => property.Name)
            .Concat(type.GetMethods(PublicStatic).Where(method => method.ReturnType == type && !method.IsSpecialName).Select(method => method.Name))
            .Distinct()];
    }
}

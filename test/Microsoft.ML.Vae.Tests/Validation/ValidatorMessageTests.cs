using System.Text.RegularExpressions;

namespace Microsoft.ML.Vae.Tests.Validation;

/// <summary>No message of the validator lacks a name, a value or a range.</summary>
[Trait("case", "2")]
public class ValidatorMessageTests
{
    private static readonly Regex _sentence = new(@"^\w+(\.\w+)? is \S.*; must be \S.*[\w\])]\.$", RegexOptions.NonBacktracking);

    [Fact]
    public void Message_EveryBadOption_IsAWholeSentence()
    {
        object[][] rows = [.. BadColumnOptionTests.Bad, .. BadControlOptionTests.Bad, .. BadOptionTests.Bad];

        string[] messages = [.. rows.Select(row => Message((VaeOptions)row[0]))];

        messages.Length.ShouldBeGreaterThan(50);
        messages.ShouldAllBe(message => _sentence.IsMatch(message) && !message.Contains("  ") && !message.Contains("''") && !message.Contains(" ;"));
    }

    private static string Message(VaeOptions options) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new MLContext().Transforms.VariationalAutoencoder(options)).Message
            .Replace(" (Parameter 'options')", "", StringComparison.Ordinal);
}

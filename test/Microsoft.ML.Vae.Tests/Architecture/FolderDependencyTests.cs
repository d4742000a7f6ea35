using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Microsoft.ML.Vae.Tests.Architecture;

/// <summary>The folders of the library depend on each other in one direction; public types, which share a namespace, count for their folder.</summary>
public partial class FolderDependencyTests
{
    private static readonly Dictionary<string, string[]> _folders = Directory.GetDirectories(Library())
        .Where(folder => Path.GetFileName(folder) is not ("bin" or "obj"))
        .ToDictionary(folder => Path.GetFileName(folder), folder => Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories));

    [Fact]
    public void Folders_OfTheLibrary_HaveNoTwoWayPairs()
    {
        HashSet<(string From, string To)> uses = Uses().ToHashSet();

        uses.ShouldContain(("Checkpoints", "Training"));   // else this looks at nothing
        uses.Where(use => string.CompareOrdinal(use.From, use.To) < 0 && uses.Contains((use.To, use.From)))
            .Select(use => $"{use.From} and {use.To}").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("public sealed class Box { }\n", "Box")]
    [InlineData("internal readonly record struct Box(int Size);\n", "Box")]
    [InlineData("    private sealed class Box { }\n", null)]
    public void Declarations_OfAFile_AreItsOuterTypes(string code, string? expected) =>
        Declaration().Matches(code).Select(match => match.Groups["name"].Value).SingleOrDefault().ShouldBe(expected);

    [Theory]
    [InlineData("Box box = new();", true)]
    [InlineData("List<Box> boxes = [];", true)]
    [InlineData("Box.Open();", true)]
    [InlineData("shelf.Box = null;", false)]
    [InlineData("// a Box\n", false)]
    [InlineData("string text = \"Box\";", false)]
    [InlineData("BoxLid box = new();", false)]
    public void Names_InCode_AreThoseOfTypes(string code, bool expected) => Names(code).Contains("Box").ShouldBe(expected);

    private static IEnumerable<(string From, string To)> Uses()
    {
        Dictionary<string, string> folderOf = [];
        foreach ((string folder, string[] files) in _folders)
        {
            foreach (Match declaration in files.SelectMany(file => Declaration().Matches(File.ReadAllText(file))))
                folderOf[declaration.Groups["name"].Value] = folder;
        }
        return from folder in _folders
               from file in folder.Value
               from name in Names(File.ReadAllText(file))
               where folderOf.ContainsKey(name) && folderOf[name] != folder.Key
               select (folder.Key, folderOf[name]);
    }

    private static HashSet<string> Names(string code) => [.. Name().Matches(Ignored().Replace(code, "")).Select(match => match.Value)];

    [GeneratedRegex(@"^(public|internal) [a-z ]*?(class|record struct|record|struct|interface|enum) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"//.*|""([^""\\\n]|\\.)*""")]
    private static partial Regex Ignored();

    // What follows a dot is a member.
    [GeneratedRegex(@"(?<![\w.])[A-Z]\w*")]
    private static partial Regex Name();

    private static string Library([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../../src/Microsoft.ML.Vae"));
}

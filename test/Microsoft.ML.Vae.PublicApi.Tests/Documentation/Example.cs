using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Microsoft.ML.Vae.PublicApi.Tests.Documentation;

/// <summary>
/// A block of C# in README.md or docs/*.md: a whole program with its using lines, unless the line before it is <c>&lt;!-- fragment --&gt;</c>.
/// </summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Code">The code.</param>
/// <param name="IsProgram">Whether it is a whole program.</param>
/// <param name="Output">What it prints, from the block of text that follows it; null if none does.</param>
internal sealed record Example(string Place, string Code, bool IsProgram, string? Output)
{
    private const string Fence = "```";
    private const string Counter = "ReadCounter";
    private const string Reads = "Reads";

    /// <summary>What the SDK gives every console application.</summary>
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly MetadataReference[] _references = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Where(file => file.EndsWith(".dll", StringComparison.Ordinal)).Select(file => MetadataReference.CreateFromFile(file))];

    public static IReadOnlyList<Example> OfReadme { get; } = [.. In(Path.Combine(Root(), "README.md"))];

    public static IReadOnlyList<Example> All { get; } =
        [.. OfReadme, .. Directory.GetFiles(Path.Combine(Root(), "docs"), "*.md").Order(StringComparer.Ordinal).SelectMany(In)];

    /// <summary>The errors of the compiler; of a fragment, those of its grammar.</summary>
    public IEnumerable<Diagnostic> Errors() =>
        (IsProgram ? Compile().GetDiagnostics() : Parse(Code).GetDiagnostics()).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    /// <summary>
    /// The same program, whose classes of rows, other than those of results (Scored…), count how often a property is read;
    /// <see cref="Run"/> returns that.
    /// </summary>
    public Example CountingReads() => this with
    {
        Code = Code.Replace("{ get; set; }", $"{{ get {{ {Counter}.Count(GetType()); return field; }} set; }}", StringComparison.Ordinal) + $$"""

            internal static class {{Counter}}
            {
                public static int {{Reads}};

                public static void Count(System.Type rows) => {{Reads}} += rows.Name.StartsWith("Scored") ? 0 : 1;
            }
            """,
    };

    /// <summary>Runs the program in this process.</summary>
    /// <returns>How often properties of its row classes were read, if it counts that.</returns>
    public int Run()
    {
        using var assembly = new MemoryStream();
        Compile().Emit(assembly).Success.ShouldBeTrue(Place);
        System.Reflection.MethodInfo main = System.Reflection.Assembly.Load(assembly.ToArray()).EntryPoint!;
        main.Invoke(null, main.GetParameters().Length == 0 ? null : [Array.Empty<string>()]);
        return (int)(main.Module.Assembly.GetType(Counter)?.GetField(Reads)!.GetValue(null) ?? 0);
    }

    private CSharpCompilation Compile() => CSharpCompilation.Create(
        "Example" + Place.Replace(':', '-'),
        [Parse(Code), Parse(ImplicitUsings)],
        _references,
        new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));

    private static SyntaxTree Parse(string code) => CSharpSyntaxTree.ParseText(code, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest));

    private static IEnumerable<Example> In(string document)
    {
        string[] lines = File.ReadAllLines(document);
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i] != Fence + "csharp")
                continue;
            string[] code = [.. lines.Skip(i + 1).TakeWhile(line => line != Fence)];
            string before = lines.Take(i).LastOrDefault(line => line.Length > 0, "");
            string[] after = [.. lines.Skip(i + code.Length + 2).SkipWhile(line => line.Length == 0)];
            string? output = after is [Fence + "text", ..] ? string.Join('\n', after.Skip(1).TakeWhile(line => line != Fence)) : null;
            string place = $"{Path.GetFileName(document)}:{i + 1}";
            yield return new Example(place, string.Join('\n', code), IsProgram: before != "<!-- fragment -->", output);
        }
    }

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../.."));
}

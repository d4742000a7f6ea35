using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Microsoft.ML.Vae.PublicApi.Tests.Documentation;

/// <summary>
/// A block of C# in README.md or docs/*.md: a whole program with its using lines, unless the line before it is <c>&lt;!-- fragment --&gt;</c>.
/// </summary>
internal sealed record Example(string Place, string Code, bool IsProgram)
{
    private const string Fence = "```";

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

    /// <summary>Runs the program in this process.</summary>
    public void Run()
    {
        using var assembly = new MemoryStream();
        Compile().Emit(assembly).Success.ShouldBeTrue(Place);
        System.Reflection.MethodInfo main = System.Reflection.Assembly.Load(assembly.ToArray()).EntryPoint!;
        main.Invoke(null, main.GetParameters().Length == 0 ? null : [Array.Empty<string>()]);
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
            yield return new Example($"{Path.GetFileName(document)}:{i + 1}", string.Join('\n', code), IsProgram: before != "<!-- fragment -->");
        }
    }

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../.."));
}

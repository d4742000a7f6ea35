using System.Reflection;
using System.Runtime.CompilerServices;
using TorchSharp;

namespace Microsoft.ML.Vae.Tests.Estimator;

/// <summary>A ban on a name that TorchSharp does not have is silent.</summary>
public class BannedSymbolsTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    [Fact]
    public void BannedSymbols_EveryName_Exists()
    {
        HashSet<string> names = [.. typeof(torch).Assembly.GetTypes().SelectMany(Names)];
        string[] banned = [.. File.ReadLines(FilePath()).Where(line => line is [_, ':', ..]).Select(line => line.Split(';')[0])];

        banned.Length.ShouldBeGreaterThan(50);
        banned.Where(name => !names.Contains(name)).ShouldBeEmpty();
    }

    private static string FilePath([CallerFilePath] string test = "") =>
        Path.Combine(Path.GetDirectoryName(test)!, "../../../src/Microsoft.ML.Vae/Interop/BannedSymbols.txt");

    private static IEnumerable<string> Names(Type type) =>
        [$"T:{Name(type)}", .. type.GetMethods(Declared).Select(method => $"M:{Name(type)}.{method.Name}{Parameters(method)}")];

    private static string Parameters(MethodInfo method) => method.GetParameters() is { Length: > 0 } parameters
        ? $"({string.Join(',', parameters.Select(parameter => Name(parameter.ParameterType)))})"
        : "";

    private static string Name(Type type)
    {
        if (type.HasElementType)
            return Name(type.GetElementType()!) + (type.IsArray ? "[]" : "@");
        if (!type.IsConstructedGenericType)
            return (type.FullName ?? type.Name).Replace('+', '.');
        string definition = type.GetGenericTypeDefinition().FullName!.Replace('+', '.');
        return $"{definition[..definition.IndexOf('`')]}{{{string.Join(',', type.GetGenericArguments().Select(Name))}}}";
    }
}

using System.Runtime.CompilerServices;
using Shouldly;
using Xunit;

namespace Microsoft.ML.Vae.PublicApi.Tests.Surface;

/// <summary>No public member appears, changes or goes away without a change of the committed list.</summary>
public class PublicSurfaceTests
{
    private const string Accept = "VAE_ACCEPT_PUBLIC_SURFACE";
    private const string ListName = "PublicSurface.txt";

    [Fact]
    public void Assembly_PublicMembers_AreThoseOfTheCommittedList()
    {
        string[] actual = PublicSurface.Of(typeof(VaeTransformer).Assembly);
        if (Environment.GetEnvironmentVariable(Accept) == "1")
            File.WriteAllLines(CommittedList(), actual);

        string[] expected = File.ReadAllLines(CommittedList());

        string differences = Differences(actual, expected);
        (differences.Length == 0).ShouldBeTrue($"""
            The public surface of Microsoft.ML.Vae differs from {ListName} ("+" is new, "-" is gone). When that is meant, accept it with
                {Accept}=1 ./build.sh test -- --filter {nameof(PublicSurfaceTests)}
            and commit the file, with a line in CHANGELOG.md.
            {differences}
            """);
        actual.ShouldBe(expected);
    }

    [Fact]
    public void Differences_OfLists_NameEveryLineWithItsType() =>
        Differences(["class A", "  int Same()", "  int New()"], ["class A", "  int Same()", "class B", "  int New()"])
            .ShouldBe("+ class A: int New()\n- class B\n- class B: int New()");

    [Fact]
    public void Assembly_GivesThisProject_NoInternals() =>
        typeof(VaeTransformer).Assembly.GetCustomAttributes(typeof(InternalsVisibleToAttribute), inherit: false)
            .Cast<InternalsVisibleToAttribute>().ShouldNotContain(friend => friend.AssemblyName.Contains("PublicApi"));

    private static string Differences(string[] actual, string[] expected)
    {
        string[] now = Qualified(actual), before = Qualified(expected);
        return string.Join('\n', [.. now.Except(before).Select(line => $"+ {line}"), .. before.Except(now).Select(line => $"- {line}")]);
    }

    /// <summary>Members with their type in front.</summary>
    private static string[] Qualified(string[] lines)
    {
        string type = "";
        return [.. lines.Select(line => line.StartsWith(' ') ? $"{type}: {line.Trim()}" : type = line)];
    }

    private static string CommittedList([CallerFilePath] string source = "") => Path.Combine(Path.GetDirectoryName(source)!, ListName);
}

using System.Reflection;

namespace StandIns.Tests.Surface;

/// <summary>Whatever compiles against a stand-in must compile, and bind, against the original.</summary>
public class SurfaceTests
{
    public static TheoryData<string> Assemblies()
        => new(Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "surface"), "*.txt")
            .Select(Path.GetFileNameWithoutExtension).Order()!);

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void StandIn_EveryVisibleMember_IsTheOriginals(string assembly)
    {
        var original = Lines(assembly).ToArray();
        var standIn = SurfaceText.Of(Assembly.Load(assembly)).ToArray();

        Assert.NotEmpty(standIn);
        Assert.Equal([], standIn.Except(original));
    }

    [Theory]
    [InlineData("TorchSharp, Version=0.102.7.0, Culture=neutral, PublicKeyToken=67b0e5e1da516a1c")]
    public void StandIn_HasTheOriginalsIdentity(string identity)
    {
        Assert.Equal(identity, Assembly.Load(identity.Split(',')[0]).FullName);
    }

    private static IEnumerable<string> Lines(string assembly)
        => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "surface", assembly + ".txt"))
            .Where(line => line.Length > 0 && line[0] != '#');
}

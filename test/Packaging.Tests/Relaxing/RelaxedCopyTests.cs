using Relaxing;
using Shouldly;
using Xunit;

namespace Packaging.Tests.Relaxing;

/// <summary>The copy that a build takes instead of the file in the package cache.</summary>
public sealed class RelaxedCopyTests : IDisposable
{
    private static readonly DateTime _time = new(2026, 5, 7, 10, 3, 28, DateTimeKind.Utc);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vae-relaxed-");

    private string Original => Path.Combine(_folder.FullName, "original.so");

    private string Copy => Path.Combine(_folder.FullName, "obj", "copy.so");

    [Fact]
    public void Relax_TheKnownLibrary_WritesACopyAndLeavesTheOriginal()
    {
        byte[] image = WriteOriginal(new SmallElf());

        LibstdcxxRequirement.Relax(Original, Copy).ShouldBeTrue();

        File.ReadAllBytes(Copy).ShouldBe(new SmallElf { Flags = 2 }.ToArray());
        File.ReadAllBytes(Original).ShouldBe(image);
        Directory.GetFiles(Path.GetDirectoryName(Copy)!).ShouldBe([Copy]);
    }

    /// <summary>A build copies no file of the same size and time: with equal times a switch of the property would change nothing.</summary>
    [Fact]
    public void Relax_TheKnownLibrary_GivesTheCopyATimeThatDependsOnTheOriginalAlone()
    {
        WriteOriginal(new SmallElf());

        LibstdcxxRequirement.Relax(Original, Copy);

        File.GetLastWriteTimeUtc(Copy).ShouldBe(_time.AddSeconds(1));
    }

    [Fact]
    public void Relax_CopyIsALinkToTheOriginal_ReplacesTheLink()
    {
        byte[] image = WriteOriginal(new SmallElf());
        Directory.CreateDirectory(Path.GetDirectoryName(Copy)!);
        File.CreateSymbolicLink(Copy, Original);

        LibstdcxxRequirement.Relax(Original, Copy).ShouldBeTrue();

        File.ReadAllBytes(Original).ShouldBe(image);
        new FileInfo(Copy).LinkTarget.ShouldBeNull();
    }

    [Fact]
    public void Relax_AnotherLibrary_WritesNothing()
    {
        WriteOriginal(new SmallElf { IsUsed = true });

        LibstdcxxRequirement.Relax(Original, Copy).ShouldBeFalse();

        Directory.Exists(Path.GetDirectoryName(Copy)).ShouldBeFalse();
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private byte[] WriteOriginal(SmallElf elf)
    {
        File.WriteAllBytes(Original, elf.ToArray());
        File.SetLastWriteTimeUtc(Original, _time);
        return elf.ToArray();
    }
}

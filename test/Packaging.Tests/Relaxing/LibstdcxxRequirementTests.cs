using Relaxing;
using Shouldly;
using Xunit;

namespace Packaging.Tests.Relaxing;

public class LibstdcxxRequirementTests
{
    [Fact]
    public void Relax_RequirementOfAnUnusedSymbol_SetsTheWeakFlagAndNothingElse()
    {
        byte[] before = new SmallElf().ToArray();
        byte[] after = [.. before];

        LibstdcxxRequirement.Relax(after).ShouldBeTrue();

        after.ShouldBe(new SmallElf { Flags = 2 }.ToArray());
        before.Zip(after).Count(pair => pair.First != pair.Second).ShouldBe(1);
    }

    [Fact]
    public void Relax_OtherFlags_KeepsThem()
    {
        byte[] image = new SmallElf { Flags = 0x101 }.ToArray();

        LibstdcxxRequirement.Relax(image).ShouldBeTrue();

        image.ShouldBe(new SmallElf { Flags = 0x103 }.ToArray());
    }

    public static TheoryData<string, byte[]> Others => new()
    {
        { "another version", new SmallElf { Version = "GLIBCXX_3.4.33" }.ToArray() },
        { "a longer version", new SmallElf { Version = LibstdcxxRequirement.Version + "1" }.ToArray() },
        { "another library", new SmallElf { Library = "libc++.so.1" }.ToArray() },
        { "another symbol", new SmallElf { Symbols = ["_ZSt3cin"] }.ToArray() },
        { "two symbols", new SmallElf { Symbols = [LibstdcxxRequirement.Symbol, "_ZSt3cin"] }.ToArray() },
        { "no symbol", new SmallElf { Symbols = [] }.ToArray() },
        { "a symbol that a relocation uses", new SmallElf { IsUsed = true }.ToArray() },
        { "a weak requirement", new SmallElf { Flags = 2 }.ToArray() },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void Relax_AnyOtherLibrary_IsLeftAlone(string what, byte[] image)
    {
        byte[] before = [.. image];

        LibstdcxxRequirement.Relax(image).ShouldBeFalse(what);

        image.ShouldBe(before);
    }

    public static TheoryData<string, byte[]> Strangers => new()
    {
        { "empty", [] },
        { "text", [.. Enumerable.Repeat((byte)'x', 1000)] },
        { "32 bits", With(4, 1) },
        { "big-endian", With(5, 2) },
    };

    [Theory]
    [MemberData(nameof(Strangers))]
    public void Relax_FileThatIsNoElf_IsRefused(string what, byte[] image) =>
        Should.Throw<BadImageFormatException>(() => LibstdcxxRequirement.Relax(image), what)
            .Message.ShouldBe("this is no 64-bit little-endian ELF file.");

    /// <summary>The table of sections is at the end, so that each cut takes some of it.</summary>
    [Fact]
    public void Relax_FileCutAnywhere_IsRefused()
    {
        byte[] image = new SmallElf().ToArray();

        for (int length = 64; length < image.Length; length++)
        {
            Should.Throw<BadImageFormatException>(() => LibstdcxxRequirement.Relax(image.AsSpan(0, length)))
                .Message.ShouldBe("the ELF file is damaged.");
        }
    }

    [Fact]
    public void Relax_ChainOfRecordsWithoutEnd_IsRefused()
    {
        byte[] image = new SmallElf { Version = LibstdcxxRequirement.Version + "1", Flags = 0xabcd }.ToArray();
        int flagsOfTheLast = image.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xcd, 0xab]);
        image[flagsOfTheLast + 8] = 16;   // its distance to the next one, which was 0

        Should.Throw<BadImageFormatException>(() => LibstdcxxRequirement.Relax(image)).Message.ShouldBe("the ELF file is damaged.");
    }

    [Fact]
    public void Relax_DamagedAnywhere_IsRefusedOrEndsWell()
    {
        byte[] image = new SmallElf().ToArray();
        var random = new Random(11);
        for (int i = 0; i < 5_000; i++)
        {
            byte[] mutant = [.. image];
            for (int change = random.Next(1, 4); change > 0; change--)
                mutant[random.Next(mutant.Length)] = (byte)random.Next(256);

            Exception? got = Record.Exception(() => LibstdcxxRequirement.Relax(mutant));

            (got is null or BadImageFormatException).ShouldBeTrue($"mutant {i}: {got}");
        }
    }

    private static byte[] With(int position, byte value)
    {
        byte[] image = new SmallElf().ToArray();
        image[position] = value;
        return image;
    }
}

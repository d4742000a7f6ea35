using Shouldly;
using Xunit;

namespace Microsoft.ML.Vae.Tests.Platform;

public class ContextTests
{
    private readonly MLContext _context = new();

    [Fact]
    public void Settings_AtFirst_AreCpuAndTheSystemsFolder()
    {
        _context.GpuDeviceId.ShouldBeNull();
        _context.FallbackToCpu.ShouldBeFalse();
        _context.TempFilePath.ShouldBe(Path.GetTempPath());
    }

    [Fact]
    public void TryAddOption_SecondTime_KeepsTheFirst()
    {
        _context.TryAddOption("name", 1).ShouldBeTrue();
        _context.TryAddOption("name", 2).ShouldBeFalse();
        _context.TryGetOption("name", out int value).ShouldBeTrue();
        value.ShouldBe(1);
    }

    [Fact]
    public void TryGetOption_OtherType_IsNotFound()
    {
        _context.SetOption("name", "text");
        _context.TryGetOption("name", out int value).ShouldBeFalse();
        value.ShouldBe(0);
        Should.Throw<InvalidCastException>(() => _context.GetOptionOrDefault<int>("name"));
    }

    [Fact]
    public void GetOptionOrDefault_NotThere_IsThereAfterwards()
    {
        _context.GetOptionOrDefault<int>("name").ShouldBe(0);
        _context.TryAddOption("name", 1).ShouldBeFalse();
        _context.RemoveOption("name").ShouldBeTrue();
        _context.RemoveOption("name").ShouldBeFalse();
    }

    [Fact]
    public void Options_WithoutName_AreRefused() =>
        Should.Throw<ArgumentNullException>(() => _context.SetOption(" ", 1)).ParamName.ShouldBe("name");
}

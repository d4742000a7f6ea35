using Microsoft.ML.Vae.Inputs;
using Shouldly;
using Xunit;

namespace Microsoft.ML.Vae.Tests.Inputs;

/// <summary>What the image reader says in an application whose SkiaSharp is later than ML.NET's; no such one is in this process.</summary>
public class SkiaSharpMismatchTests
{
    private static readonly Version _wanted = new(2, 88, 0, 0);
    private static readonly Version _later = new(3, 119, 0, 0);
    private static readonly MissingMethodException _missing = new("Method not found: 'SkiaSharp.SKBitmap.GetPixelSpan()'.");

    [Fact]
    public void Remedy_MemberThatALaterVersionLacks_NamesBothVersionsAndTheOneToReference() =>
        SkiaSharpMismatch.Remedy(_missing, _wanted, _later).ShouldBe(
            "ML.NET's images need SkiaSharp 2.88, but the application runs with SkiaSharp 3.119, "
                + "which no longer has members that they call. Reference SkiaSharp 2.88.9 and its native assets in the application, "
                + "and no package that requires a later SkiaSharp.");

    [Fact]
    public void Remedy_MissingMemberInsideAnotherException_IsFound() =>
        SkiaSharpMismatch.Remedy(new InvalidOperationException("reading", _missing), _wanted, _later).ShouldNotBeNull();

    [Fact]
    public void Remedy_AnyOtherException_IsNone() =>
        SkiaSharpMismatch.Remedy(new FileNotFoundException("digit.png"), _wanted, _later).ShouldBeNull();

    [Fact]
    public void Remedy_VersionThatImagesNeed_IsNone() => SkiaSharpMismatch.Remedy(_missing, _wanted, _wanted).ShouldBeNull();

    [Fact]
    public void Remedy_VersionOfThisProcess_IsNone() => SkiaSharpMismatch.Remedy(_missing).ShouldBeNull();
}

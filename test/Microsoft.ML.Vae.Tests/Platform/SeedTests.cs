using Microsoft.ML.Runtime;
using Shouldly;
using Xunit;

namespace Microsoft.ML.Vae.Tests.Platform;

public class SeedTests
{
    [Fact]
    public void Rand_SameSeed_SameNumbers() => Numbers(new MLContext(1)).ShouldBe(Numbers(new MLContext(1)));

    [Fact]
    public void Rand_OtherSeed_OtherNumbers() => Numbers(new MLContext(1)).ShouldNotBe(Numbers(new MLContext(2)));

    [Fact]
    public void Rand_NoSeed_NewNumbersEachTime() => Numbers(new MLContext()).ShouldNotBe(Numbers(new MLContext()));

    [Fact]
    public void Rand_AfterAnotherComponent_OtherNumbers()
    {
        var context = new MLContext(1);
        ((IHostEnvironment)context).Register("Before");
        Numbers(context).ShouldNotBe(Numbers(new MLContext(1)));
    }

    [Fact]
    public void Rand_SeedGivenAtRegistration_IsAllThatCounts()
    {
        IHost first = ((IHostEnvironment)new MLContext(1)).Register("A", seed: 7);
        IHost second = ((IHostEnvironment)new MLContext()).Register("B", seed: 7);
        first.Rand.Next().ShouldBe(second.Rand.Next());
    }

    [Fact]
    public void Register_WithoutName_IsRefused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => ((IHostEnvironment)new MLContext()).Register("")).Message
            .ShouldBe("name cannot be null or empty (Parameter 'name')");

    private static int[] Numbers(MLContext context)
    {
        Random rand = ((IHostEnvironment)context).Register("Component").Rand;
        return [.. Enumerable.Range(0, 8).Select(_ => rand.Next())];
    }
}

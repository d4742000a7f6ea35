using FsCheck;
using FsCheck.Fluent;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>Checks on cases that are drawn, the same each time.</summary>
internal static class DrawnCases
{
    /// <summary>Checks as many cases, and that they were as many.</summary>
    /// <param name="cases">What they are drawn from.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">Draws them.</param>
    /// <param name="check">Throws where one is wrong.</param>
    public static void Check<T>(this Arbitrary<T> cases, int count, ulong seed, Action<T> check)
    {
        int checkedCases = 0;

        Prop.ForAll(cases, example =>
        {
            checkedCases++;
            check(example);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(new Replay(new Rnd(seed, 1), null)));   // with a size, it runs one case

        checkedCases.ShouldBe(count);
    }
}

namespace Microsoft.ML.Vae.Tests.Validation;

[Trait("case", "2")]
public class BadControlOptionTests
{
    public static TheoryData<VaeOptions, string> Bad => new()
    {
        { Some() with { MaximumGradientNorm = 0 }, "MaximumGradientNorm is 0; must be in (0, 1000000000000]." },
        { Some() with { MaximumGradientNorm = double.NaN }, "MaximumGradientNorm is NaN; must be in (0, 1000000000000]." },
        { Some() with { ValidationFraction = -0.1 }, "ValidationFraction is -0.1; must be in [0, 0.5]." },
        { Some() with { ValidationFraction = 0.6 }, "ValidationFraction is 0.6; must be in [0, 0.5]." },
        { Some() with { OnDivergence = (DivergenceBehavior)5 }, "OnDivergence is 5; must be Throw or KeepBest." },
        { Some() with { EarlyStopping = new EarlyStopping { Patience = 0 } }, "EarlyStopping.Patience is 0; must be in [1, 1000000]." },
        { Some() with { EarlyStopping = new EarlyStopping { MinimumImprovement = -1 } }, "EarlyStopping.MinimumImprovement is -1; must be in [0, 1000000]." },
        { Some() with { EarlyStopping = new EarlyStopping { WarmupEpochs = -1 } }, "EarlyStopping.WarmupEpochs is -1; must be in [0, 1000000]." },
        { Some() with { Checkpoints = new CheckpointOptions { Folder = " " } }, "Checkpoints.Folder is empty or white space; must be the path of a folder." },
        { Some() with { DiskCache = new DiskCache("", 1 << 20) }, "DiskCache.Folder is empty or white space; must be the path of a folder." },
        { Some() with { DiskCache = new DiskCache("a\0b", 1 << 20) }, "DiskCache.Folder is 'a\\0b'; must be the path of a folder." },
        { Some() with { DiskCache = new DiskCache("rows", 1_048_575) }, "DiskCache.MaximumBytes is 1048575; must be at least 1048576." },
        { Some() with { Checkpoints = new CheckpointOptions { Folder = "a\0b" } }, "Checkpoints.Folder is 'a\\0b'; must be the path of a folder." },
        { Some() with { Checkpoints = Every(TimeSpan.Zero) }, "Checkpoints.Interval is 00:00:00; must be above 0, or Timeout.InfiniteTimeSpan." },
        { Some() with { Checkpoints = Every(TimeSpan.FromSeconds(-1)) }, "Checkpoints.Interval is -00:00:01; must be above 0, or Timeout.InfiniteTimeSpan." },
    };

    [Theory]
    [MemberData(nameof(Bad), DisableDiscoveryEnumeration = true)]
    public void VariationalAutoencoder_OneBadOption_SaysWhichAndItsRange(VaeOptions options, string message) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new MLContext().Transforms.VariationalAutoencoder(options)).Message.ShouldContain(message);

    [Fact]
    [Trait("case", "1")]
    public void VariationalAutoencoder_NullPolicy_NamesTheOption()
    {
        Should.Throw<ArgumentNullException>(() => new MLContext().Transforms.VariationalAutoencoder(Some() with { Optimizer = null! })).ParamName.ShouldBe("Optimizer");
        Should.Throw<ArgumentNullException>(() => new MLContext().Transforms.VariationalAutoencoder(Some() with { LearningRateSchedule = null! }))
            .ParamName.ShouldBe("LearningRateSchedule");
    }

    [Fact]
    [Trait("case", "1")]
    public void VariationalAutoencoder_NullFolder_NamesTheOption() => Should.Throw<ArgumentNullException>(() =>
        new MLContext().Transforms.VariationalAutoencoder(Some() with { Checkpoints = new CheckpointOptions { Folder = null! } })).ParamName.ShouldBe("Checkpoints.Folder");

    [Fact]
    public void DiskCache_NullFolder_ArgumentNull() =>
        Should.Throw<ArgumentNullException>(() => new DiskCache(null!, 1 << 20)).ParamName.ShouldBe("folder");

    private static CheckpointOptions Every(TimeSpan interval) => new() { Folder = "checkpoints", Interval = interval };

    private static VaeOptions Some() => new() { OutputColumnName = "Latent" };
}

namespace Microsoft.ML.Vae.Tests.Networks;

[Trait("case", "2")]
public class NetworkArgumentTests
{
    public static TheoryData<Func<Network>, string, string> Bad => new()
    {
        { () => Network.FullyConnected([8, 0]), "hiddenSizes", "hiddenSizes is 0; must be numbers in [1, 65536]." },
        { () => Network.FullyConnected([65_537]), "hiddenSizes", "hiddenSizes is 65537; must be numbers in [1, 65536]." },
        { () => Network.FullyConnected([.. Enumerable.Repeat(8, 129)]), "hiddenSizes", "hiddenSizes is 129 numbers; must be 0 to 128 of them." },
        { () => Network.FullyConnected([8], [-1]), "decoderHiddenSizes", "decoderHiddenSizes is -1; must be numbers in [1, 65536]." },
        { () => Network.FullyConnected([8], [.. Enumerable.Repeat(8, 129)]), "decoderHiddenSizes", "decoderHiddenSizes is 129 numbers; must be 0 to 128 of them." },
        { () => Network.FullyConnected(activation: (Activation)6), "activation", "activation is 6; must be one of Relu, LeakyRelu, Elu, Gelu, Silu, Tanh." },
        { () => Network.Convolutional([]), "channels", "channels is 0 numbers; must be 1 to 10 of them." },
        { () => Network.Convolutional([.. Enumerable.Repeat(8, 11)]), "channels", "channels is 11 numbers; must be 1 to 10 of them." },
        { () => Network.Convolutional([8, 0]), "channels", "channels is 0; must be numbers in [1, 4096]." },
        { () => Network.Convolutional([4097]), "channels", "channels is 4097; must be numbers in [1, 4096]." },
        { () => Network.Convolutional(activation: (Activation)(-1)), "activation", "activation is -1; must be one of " },
        { () => Network.Convolutional(normalization: (Normalization)3), "normalization", "normalization is 3; must be one of Group, Batch, None." },
        { () => Network.Residual(blocks: 0), "blocks", "blocks is 0; must be in [1, 16]." },
        { () => Network.Residual(blocks: 17), "blocks", "blocks is 17; must be in [1, 16]." },
        { () => Network.Residual([5000]), "channels", "channels is 5000; must be numbers in [1, 4096]." },
    };

    [Theory]
    [MemberData(nameof(Bad), DisableDiscoveryEnumeration = true)]
    public void Factory_ArgumentOutOfRange_SaysWhichAndItsRange(Func<Network> make, string name, string message)
    {
        var e = Should.Throw<ArgumentOutOfRangeException>(make);

        e.ParamName.ShouldBe(name);
        e.Message.ShouldStartWith(message);
    }

    [Fact]
    public void Factory_LimitsOfEachRange_AreAllowed()
    {
        Network.FullyConnected([.. Enumerable.Repeat(65_536, 128)], []).ToString()!.ShouldStartWith("fully connected (encoder 65536-65536-");
        Network.Convolutional([.. Enumerable.Repeat(4096, 10)]).ToString()!.ShouldStartWith("convolutional (4096-4096-");
        Network.Residual([1], blocks: 16).ToString()!.ShouldStartWith("residual × 16 (1 channels");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t")]
    public void Registered_NoName_ArgumentException(string? name) =>
        Should.Throw<ArgumentException>(() => Network.Custom(name!)).ParamName.ShouldBe("name");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fit_VectorWithoutALayout_IsRefusedNamingTheColumnAndTheRemedy(bool residual)
    {
        Network network = residual ? Network.Residual([4]) : Network.Convolutional([4]);
        VaeOptions options = TestOptions.ForImages with { Network = network, Image = null };

        string message = Should.Throw<ArgumentException>(() => options.Fit(LearnableImages.View())).Message;

        message.ShouldContain($"Network is {network}, but column 'Pixels' holds vectors; set Image to the layout of their images.");
    }
}

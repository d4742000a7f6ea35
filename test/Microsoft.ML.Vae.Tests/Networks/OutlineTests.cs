using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Tests.Likelihoods;

namespace Microsoft.ML.Vae.Tests.Networks;

/// <summary>A file is checked against a network without memory, and read into one with memory.</summary>
public class OutlineTests
{
    public static TheoryNames Names => Architectures.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void CreateOutline_AnyArchitecture_HasTheTensorsOfTheNetworkButNoMemory(string name)
    {
        VaeArchitecture architecture = Architectures.Of(name);
        using VaeNetwork network = Models.Network(architecture);
        using VaeNetwork outline = VaeNetwork.CreateOutline(architecture);

        outline.IsOutline.ShouldBeTrue();
        network.IsOutline.ShouldBeFalse();
        outline.state_dict().Values.ShouldAllBe(tensor => tensor.device_type == TorchSharp.DeviceType.META);
        Texts(outline).ShouldBe(Texts(network));
        outline.ParameterCount.ShouldBe(network.ParameterCount);
        network.parameters().ShouldAllBe(parameter => parameter.requires_grad);
    }

    [Fact]
    public void Create_BatchNormalization_ListsParametersBeforeBuffers()
    {
        using VaeNetwork network = Models.Network(Architectures.Of("residual, 1 planar channels, Batch"));
        string[] names = [.. network.state_dict().Keys];

        names[..network.parameters().Count()].ShouldBe(network.named_parameters().Select(parameter => parameter.name));
        names[network.parameters().Count()..].ShouldBe(network.named_buffers().Select(buffer => buffer.name));
        names.ShouldContain("encoder.hidden.0.norm.running_mean");
        names.ShouldContain("decoder.hidden.0.block1.norm2.running_var");
    }

    [Fact]
    public void CreateOutline_LayersOfManyGigabytes_TakesNoMemory()
    {
        VaeArchitecture architecture = Architectures.Dense(1 << 20, [1 << 18], 1 << 16, [1 << 18]) with
        {
            Latent = BottleneckSpec.Quantized(new CodebookShape(CodebookShape.MostVectors, 1)),
        };
        using VaeNetwork outline = VaeNetwork.CreateOutline(architecture);   // two terabytes

        outline.state_dict()["encoder.hidden.0.weight"].shape.ShouldBe([1 << 18, 1 << 20]);
        outline.state_dict()["codebook.vectors"].shape.ShouldBe([CodebookShape.MostVectors, 1 << 16]);
    }

    private static IEnumerable<string> Texts(VaeNetwork network) =>
        network.state_dict().Select(tensor => $"{tensor.Key} {tensor.Value.dtype} {string.Join('x', tensor.Value.shape)}");
}

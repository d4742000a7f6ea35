using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Tests.Likelihoods;

namespace Microsoft.ML.Vae.Tests.Networks;

/// <summary>Files list tensors as the architecture declares them, and a network's state is read in its own order: they have to be the same.</summary>
public class DeclaredTensorsTests
{
    public static TheoryNames Names => Architectures.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Create_AnyArchitecture_HasExactlyTheTensorsItDeclares(string name)
    {
        VaeArchitecture architecture = Architectures.Of(name);
        using VaeNetwork network = Models.Network(architecture);

        network.state_dict().Select(entry => Text(entry.Key, entry.Value.shape))
            .ShouldBe(architecture.Tensors()!.Select(tensor => Text(tensor.Name, tensor.Shape)));
        network.parameters().ShouldAllBe(parameter => parameter.requires_grad);
    }

    [Fact]
    public void Tensors_BatchNormalization_ListsParametersBeforeBuffers()
    {
        using VaeNetwork network = Models.Network(Architectures.Of("residual, 1 planar channels, Batch"));
        string[] names = [.. network.Architecture.Tensors()!.Select(tensor => tensor.Name)];

        names[..network.parameters().Count()].ShouldBe(network.named_parameters().Select(parameter => parameter.name));
        names[network.parameters().Count()..].ShouldBe(network.named_buffers().Select(buffer => buffer.name));
        names.ShouldContain("encoder.hidden.0.norm.running_mean");
        names.ShouldContain("decoder.hidden.0.block1.norm2.running_var");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ParameterCount_AnyArchitecture_IsThatOfTheDeclaredParameters(string name)
    {
        VaeArchitecture architecture = Architectures.Of(name);
        using VaeNetwork network = Models.Network(architecture);

        network.ParameterCount.ShouldBe(architecture.Tensors()!
            .Where(tensor => !tensor.Name.Contains(".running_") && !tensor.Name.StartsWith("codebook.", StringComparison.Ordinal))
            .Sum(tensor => tensor.Shape.Aggregate((a, b) => a * b)));
    }

    private static string Text(string name, long[] shape) => $"{name} {string.Join('x', shape)}";
}

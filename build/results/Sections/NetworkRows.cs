using Microsoft.ML.Vae.Latents;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace Microsoft.ML.Vae.Results.Sections;

/// <summary>Encoders and decoders.</summary>
internal static class NetworkRows
{
    private const string Convolutions =
        "LeCun, Bottou, Bengio and Haffner, \"Gradient-Based Learning Applied to Document Recognition\", 1998";

    public static Section Section { get; } = new(
        "Networks",
        "Formulas are of the layers: encoder, then decoder; an arrow without a name is linear.",
    [
        new ModelRow(
            "Fully connected",
            "784 → 400 ReLU → (16, 16); 16 → 400 ReLU → 784",
            Papers.AutoEncodingVariationalBayes,
            options => options with { Network = Network.FullyConnected([400]) }),
        new ModelRow(
            "Fully connected, deeper",
            "784 → 512 ReLU → 256 ReLU → (16, 16); 16 → 256 ReLU → 512 ReLU → 784",
            Papers.AutoEncodingVariationalBayes,
            options => options with { Network = Network.FullyConnected([512, 256]) }),
        new ModelRow(
            "Fully connected, two latent dimensions",
            "784 → 512 ReLU → 256 ReLU → (2, 2); 2 → 256 ReLU → 512 ReLU → 784",
            Papers.AutoEncodingVariationalBayes,
            options => options with { Network = Network.FullyConnected([512, 256]), LatentDimension = 2 }),
        new ModelRow(
            "Linear",
            "784 → (16, 16); 16 → 784",
            "Lucas, Tucker, Grosse and Norouzi, \"Don't Blame the ELBO! A Linear VAE Perspective on Posterior Collapse\", 2019",
            options => options with { Network = Network.Linear }),
        new ModelRow(
            "Fully connected, ELU",
            "784 → 400 ELU → (16, 16); 16 → 400 ELU → 784",
            "Clevert, Unterthiner and Hochreiter, \"Fast and Accurate Deep Network Learning by Exponential Linear Units (ELUs)\", 2016",
            options => options with { Network = Network.FullyConnected(activation: Activation.Elu) }),
        new ModelRow(
            "Fully connected, GELU",
            "784 → 400 GELU → (16, 16); 16 → 400 GELU → 784",
            "Hendrycks and Gimpel, \"Gaussian Error Linear Units (GELUs)\", 2016",
            options => options with { Network = Network.FullyConnected(activation: Activation.Gelu) }),
        new ModelRow(
            "Fully connected, leaky ReLU",
            "784 → 400 leaky ReLU → (16, 16); 16 → 400 leaky ReLU → 784",
            "Maas, Hannun and Ng, \"Rectifier Nonlinearities Improve Neural Network Acoustic Models\", 2013",
            options => options with { Network = Network.FullyConnected(activation: Activation.LeakyRelu) }),
        new ModelRow(
            "Fully connected, SiLU",
            "784 → 400 SiLU → (16, 16); 16 → 400 SiLU → 784",
            "Elfwing, Uchibe and Doya, \"Sigmoid-Weighted Linear Units for Neural Network Function Approximation in Reinforcement " +
            "Learning\", 2018",
            options => options with { Network = Network.FullyConnected(activation: Activation.Silu) }),
        new ModelRow(
            "Fully connected, tanh",
            "784 → 400 tanh → (16, 16); 16 → 400 tanh → 784",
            "LeCun, Bottou, Orr and Müller, \"Efficient BackProp\", 1998",
            options => options with { Network = Network.FullyConnected(activation: Activation.Tanh) }),
        new ModelRow(
            "Convolutional",
            "28² × 1 → 14² × 32 → 7² × 64 → (16, 16); 16 → 7² × 64 → 14² × 32 → 28² × 1, group normalization and ReLU behind each",
            Convolutions,
            options => options with { Network = Network.Convolutional(), Image = new ImageLayout(28, 28, 1) }),
        new ModelRow(
            "Convolutional, batch normalization",
            "the same with batch normalization",
            "Ioffe and Szegedy, \"Batch Normalization: Accelerating Deep Network Training by Reducing Internal Covariate Shift\", 2015",
            options => options with
            {
                Network = Network.Convolutional(normalization: Normalization.Batch),
                Image = new ImageLayout(28, 28, 1),
            }),
        new ModelRow(
            "Convolutional, no normalization",
            "the same without normalization",
            Convolutions,
            options => options with
            {
                Network = Network.Convolutional(normalization: Normalization.None),
                Image = new ImageLayout(28, 28, 1),
            }),
        new ModelRow(
            "Residual",
            "the convolutional network with h + conv(ReLU(norm(conv(ReLU(norm(h)))))) behind each stage",
            "He, Zhang, Ren and Sun, \"Identity Mappings in Deep Residual Networks\", 2016",
            options => options with { Network = Network.Residual(), Image = new ImageLayout(28, 28, 1) }),
        new ModelRow(
            "Auto",
            "for images of at least 8 × 8 pixels, the convolutional network",
            Convolutions,
            options => options with { Network = Network.Auto, Image = new ImageLayout(28, 28, 1) }),
        new ModelRow(
            "Custom network",
            "784 → 256 Softplus → 32; 16 → 256 Softplus → 784, of TorchSharp modules",
            Papers.AutoEncodingVariationalBayes,
            options => options with { Network = Network.Custom("softplus") }) { Prepare = RegisterSoftplus },
    ]);

    private static void RegisterSoftplus(MLContext context) => context.ComponentCatalog.RegisterVaeNetwork("softplus", shape =>
    {
        torch.manual_seed(1);
        return VaeModule.Create(
            shape,
            Sequential(Linear(shape.InputSize, 256), Softplus(), Linear(256, 2 * shape.LatentDimension)),
            Sequential(Linear(shape.LatentDimension, 256), Softplus(), Linear(256, shape.DecoderOutputSize)));
    });
}

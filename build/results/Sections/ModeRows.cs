namespace Microsoft.ML.Vae.Results.Sections;

/// <summary>Codes that are no normal distributions, inputs that are corrupted, and models of several kinds of rows.</summary>
internal static class ModeRows
{
    public static Section Section { get; } = new(
        "Modes",
        "Formulas are of what training minimises, per image; Bernoulli on grey pixels throughout.",
    [
        new ModelRow(
            "Autoencoder",
            "−log p(x|z), z = μ(x)",
            "Hinton and Salakhutdinov, \"Reducing the Dimensionality of Data with Neural Networks\", 2006",
            options => options with { Objective = Objective.Autoencoder }) { PixelLoss = PixelLoss.ReconstructionAlone },
        new ModelRow(
            "Denoising autoencoder, masking",
            "−log p(x|z), z = μ(x̃), x̃ = x or, with probability 0.25, 0",
            "Vincent, Larochelle, Bengio and Manzagol, \"Extracting and Composing Robust Features with Denoising Autoencoders\", 2008",
            options => options with { Objective = Objective.Autoencoder, Corruption = Corruption.Masking() })
        { PixelLoss = PixelLoss.ReconstructionAlone },
        new ModelRow(
            "Denoising autoencoder, salt and pepper",
            "−log p(x|z), z = μ(x̃), x̃ = x or, with probability 0.1, 0 or 1",
            Denoising,
            options => options with { Objective = Objective.Autoencoder, Corruption = Corruption.SaltAndPepper() })
        { PixelLoss = PixelLoss.ReconstructionAlone },
        new ModelRow(
            "Denoising autoencoder, Gaussian",
            "−log p(x|z), z = μ(x̃), x̃ = x + 0.3 ε",
            Denoising,
            options => options with { Objective = Objective.Autoencoder, Corruption = Corruption.Gaussian() })
        { PixelLoss = PixelLoss.ReconstructionAlone },
        new ModelRow(
            "Denoising variational autoencoder",
            "−log p(x|z) + KL(q(z|x̃) ‖ N(0, I)), x̃ = x + 0.3 ε",
            "Im, Ahn, Memisevic and Bengio, \"Denoising Criterion for Variational Auto-Encoding Framework\", 2017",
            options => options with { Corruption = Corruption.Gaussian() }),
        new ModelRow(
            "Vector quantisation, one vector",
            "−log p(x|e) + β ‖z(x) − sg(e)‖², e the nearest of 512 vectors",
            Quantisation,
            options => options with { Objective = Objective.VectorQuantization() }),
        new ModelRow(
            "Vector quantisation, 16 vectors of 4 numbers",
            "the same, each of 16 groups of 4 numbers by itself",
            Quantisation,
            options => options with { Objective = Objective.VectorQuantization(vectors: 256, groups: 16), LatentDimension = 64 }),
        new ModelRow(
            "Conditional on the digit",
            "−log p(x|z, c) + KL(q(z|x, c) ‖ N(0, I)), c the digit",
            "Sohn, Lee and Yan, \"Learning Structured Output Representation using Deep Conditional Generative Models\", 2015",
            options => options with { ConditionColumnName = "Label" }),
    ]);

    private const string Denoising =
        "Vincent, Larochelle, Lajoie, Bengio and Manzagol, \"Stacked Denoising Autoencoders: " +
        "Learning Useful Representations in a Deep Network with a Local Denoising Criterion\", 2010";

    private const string Quantisation = "van den Oord, Vinyals and Kavukcuoglu, \"Neural Discrete Representation Learning\", 2017";
}

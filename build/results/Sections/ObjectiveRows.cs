namespace Microsoft.ML.Vae.Results.Sections;

/// <summary>What training minimises.</summary>
internal static class ObjectiveRows
{
    private const int BoundSamples = 5;

    public static Section Section { get; } = new(
        "Objectives",
        "Formulas are of what training minimises, per image; Bernoulli on grey pixels throughout.",
    [
        new ModelRow(
            "ELBO",
            "−log p(x|z) + KL(q(z|x) ‖ N(0, I))",
            Papers.AutoEncodingVariationalBayes,
            options => options with { Objective = Objective.Elbo() }) { BoundSamples = BoundSamples },
        new ModelRow(
            "β-VAE, β = 4",
            "−log p(x|z) + β KL",
            "Higgins et al., \"beta-VAE: Learning Basic Visual Concepts with a Constrained Variational Framework\", 2017",
            options => options with { Objective = Objective.Elbo(beta: 4) }),
        new ModelRow(
            "KL annealing",
            "−log p(x|z) + β(t) KL, β from 0 to 1 in a straight line",
            "Bowman et al., \"Generating Sentences from a Continuous Space\", 2016",
            options => options with { Objective = Objective.Elbo(BetaSchedule.Linear(epochs: 3)) }),
        new ModelRow(
            "Cyclical annealing",
            "−log p(x|z) + β(t) KL, β from 0 to 1 in each cycle",
            "Fu et al., \"Cyclical Annealing Schedule: A Simple Approach to Mitigating KL Vanishing\", 2019",
            options => options with { Objective = Objective.Elbo(BetaSchedule.Cyclical(cycles: 2, cycleEpochs: 2)) }),
        new ModelRow(
            "Free bits",
            "−log p(x|z) + Σ_j max(λ, KL_j)",
            "Kingma et al., \"Improved Variational Inference with Inverse Autoregressive Flow\", 2016",
            options => options with { Objective = Objective.FreeBits() }),
        new ModelRow(
            "Capacity",
            "−log p(x|z) + γ |KL − C(t)|, C from 0 to 25 nats in a straight line",
            "Burgess et al., \"Understanding disentangling in β-VAE\", 2018",
            options => options with { Objective = Objective.Capacity(nats: 25, epochs: 3) }),
        new ModelRow(
            "β-TC",
            "−log p(x|z) + α I(x; z) + β TC(z) + γ Σ_j KL(q(z_j) ‖ p(z_j)), β = 4",
            "Chen et al., \"Isolating Sources of Disentanglement in Variational Autoencoders\", 2018",
            options => options with { Objective = Objective.TotalCorrelation() }),
        new ModelRow(
            "InfoVAE",
            "−log p(x|z) + (1 − α) KL + (α + λ − 1) MMD(q(z) ‖ N(0, I)), α = 0, λ = 1000",
            "Zhao, Song and Ermon, \"InfoVAE: Balancing Learning and Inference in Variational Autoencoders\", 2019",
            options => options with { Objective = Objective.InfoVae() }),
        new ModelRow(
            "Wasserstein autoencoder",
            "−log p(x|z) + λ MMD(q(z) ‖ N(0, I)), λ = 10",
            "Tolstikhin et al., \"Wasserstein Auto-Encoders\", 2018",
            options => options with { Objective = Objective.WassersteinAutoencoder() }),
        new ModelRow(
            "Importance-weighted, doubly reparameterised",
            "−log 1/K Σ_k p(x, z_k) / q(z_k|x), K = 5",
            "Tucker et al., \"Doubly Reparameterized Gradient Estimators for Monte Carlo Objectives\", 2019",
            options => options with { Objective = Objective.ImportanceWeighted(samples: 5) }) { BoundSamples = BoundSamples },
        new ModelRow(
            "Importance-weighted, plain gradient",
            "−log 1/K Σ_k p(x, z_k) / q(z_k|x), K = 5",
            "Burda, Grosse and Salakhutdinov, \"Importance Weighted Autoencoders\", 2016",
            options => options with { Objective = Objective.ImportanceWeighted(samples: 5, doublyReparameterised: false) })
        { BoundSamples = BoundSamples },
    ]);
}

using System.Reflection;
using Microsoft.ML.Vae.Optimizers;

namespace Microsoft.ML.Vae.Tests.Validation;

public class DefaultsTests
{
    [Fact]
    public void VaeOptions_Fresh_HasTheSharedDefaults()
    {
        var options = new VaeOptions { OutputColumnName = "Latent" };

        options.LatentDimension.ShouldBe(VaeDefaults.LatentDimension);
        options.Network.ShouldBeSameAs(Network.Auto);
        options.Objective.ToString().ShouldBe(Objective.Elbo(VaeDefaults.Beta).ToString());
        options.LearningRate.ShouldBe(VaeDefaults.LearningRate);
        options.BatchSize.ShouldBeNull();
        options.GradientAccumulationSteps.ShouldBe(1);
        options.Epochs.ShouldBeNull();
        options.InputCacheBytes.ShouldBe(VaeDefaults.InputCacheBytes);
        options.Likelihood.ShouldBeSameAs(Likelihood.Bernoulli);
        options.DynamicBinarization.ShouldBeFalse();
        options.Seed.ShouldBeNull();
        options.PixelScaling.ShouldBeNull();
    }

    [Fact]
    public void ShortOverload_OptionalParameters_HaveTheSharedDefaults()
    {
        MethodInfo method = typeof(VaeCatalog).GetMethods()
            .Single(overload => overload.Name == nameof(VaeCatalog.VariationalAutoencoder) && overload.GetParameters().Length > 2);

        method.GetParameters().Where(parameter => parameter.IsOptional).Select(parameter => (parameter.Name, parameter.DefaultValue)).ShouldBe(
        [
            ("inputColumnName", null),
            ("latentDimension", VaeDefaults.LatentDimension),
            ("epochs", null),
            ("batchSize", null),
            ("learningRate", VaeDefaults.LearningRate),
            ("seed", null),
        ]);
    }

    [Fact]
    public void VaeOptions_EveryProperty_IsInitOnly() =>
        typeof(VaeOptions).GetProperties().Where(property => property.SetMethod is { IsPublic: true }).ShouldAllBe(property =>
            property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit)));
}

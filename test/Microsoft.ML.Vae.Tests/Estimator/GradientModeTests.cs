using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Estimator;

/// <summary>A fit trains whatever gradient mode its caller is in, and leaves that mode as it was.</summary>
public class GradientModeTests
{
    [Fact]
    public void Fit_InsideNoGradient_TrainsTheSame()
    {
        using VaeTransformer expected = TestOptions.Tiny.Fit(TestImages.View(20));
        using IDisposable mode = no_grad();
        using VaeTransformer actual = TestOptions.Tiny.Fit(TestImages.View(20));

        is_grad_enabled().ShouldBeFalse();
        Weights.Of(actual).ShouldBe(Weights.Of(expected));
    }

    [Fact]
    public void Fit_InsideInferenceMode_TrainsTheSame()
    {
        using VaeTransformer expected = TestOptions.Tiny.Fit(TestImages.View(20));
        using IDisposable mode = inference_mode();
        using VaeTransformer actual = TestOptions.Tiny.Fit(TestImages.View(20));

        is_inference_mode_enabled().ShouldBeTrue();
        Weights.Of(actual).ShouldBe(Weights.Of(expected));
    }
}

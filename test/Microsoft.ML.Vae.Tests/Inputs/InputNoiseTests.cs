using Microsoft.ML.Vae.Inputs;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Inputs;

public class InputNoiseTests
{
    private const int Size = 12;

    private static readonly InputNoise _binarizing = new() { Binarizes = true };

    [Fact, Trait("trap", "7")]
    public void Draw_SameBatchAgain_IsDrawnAnewInBlackAndWhite()
    {
        List<float[]> targets = Targets(_binarizing, seed: 1);

        targets.ShouldAllBe(batch => batch.All(value => value == 0 || value == 1));
        targets[1].ShouldNotBe(targets[0]);
    }

    [Fact, Trait("trap", "7")]
    public void Draw_SameSeed_SameDraws() => Targets(_binarizing, seed: 2).ShouldBe(Targets(_binarizing, seed: 2));

    [Fact]
    public void Draw_NothingWanted_LeavesTheInputAndTheGeneratorAlone()
    {
        using DisposeScope scope = NewDisposeScope();
        using var noise = new Generator(1, CPU);
        using var untouched = new Generator(1, CPU);
        Tensor x = TensorValues.Matrix(LearnableImages.Singles(20, Size));

        (Tensor target, Tensor seen) = new InputNoise().Draw(x, Size, noise);

        target.ShouldBeSameAs(x);
        seen.ShouldBeSameAs(x);
        noise.get_state().bytes.ToArray().ShouldBe(untouched.get_state().bytes.ToArray());
    }

    [Fact]
    public void Draw_Corruption_LeavesTheTargetClean()
    {
        using DisposeScope scope = NewDisposeScope();
        using var noise = new Generator(1, CPU);
        Tensor x = TensorValues.Matrix(LearnableImages.Singles(20, Size));

        (Tensor target, Tensor seen) = new InputNoise { Corruption = Corruption.Masking(1) }.Draw(x, Size, noise);

        target.ShouldBeSameAs(x);
        TensorValues.ToArray(seen).ShouldAllBe(value => value == 0);
    }

    private static List<float[]> Targets(InputNoise inputNoise, ulong seed)
    {
        using DisposeScope scope = NewDisposeScope();
        using var noise = new Generator(seed, CPU);
        Tensor x = TensorValues.Matrix(LearnableImages.Singles(20, Size));
        return [.. Enumerable.Range(0, 2).Select(_ => TensorValues.ToArray(inputNoise.Draw(x, Size, noise).Target))];
    }
}

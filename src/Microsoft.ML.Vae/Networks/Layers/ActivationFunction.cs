namespace Microsoft.ML.Vae.Networks.Layers;

/// <summary>Activations on tensors.</summary>
internal static class ActivationFunction
{
    private static readonly Scalar _zero = 0;
    private static readonly Scalar _slope = 0.01;

    /// <summary>The activation of each number. It may change its argument in place, which no layer before it needs any more.</summary>
    public static Tensor Apply(this Activation activation, Tensor x) => activation switch   // any shape -> the same
    {
        Activation.Relu => x.relu_(),
        Activation.LeakyRelu => maximum(x, x.mul(_slope)),
        Activation.Elu => x.relu().add(x.clamp_max(_zero).exp().sub(Scalars.One), Scalars.One),
        Activation.Gelu => nn.functional.gelu(x),
        Activation.Silu => x * x.sigmoid(),
        Activation.Tanh => x.tanh(),
        _ => throw new NotSupportedException($"No function stands for the activation {activation}."),
    };
}

namespace Microsoft.ML.Vae.Tests.Optimizers;

/// <summary>One parameter's steps in plain C# doubles, as PyTorch's documentation of each optimizer writes them down.</summary>
internal static class ReferenceOptimizers
{
    public static Func<double, double, double, double> Adam(double beta1, double beta2, double epsilon, double weightDecay)
    {
        (double m, double v, int t) = (0, 0, 0);
        return (weight, g, rate) =>
        {
            t++;
            weight -= rate * weightDecay * weight;
            m = beta1 * m + (1 - beta1) * g;
            v = beta2 * v + (1 - beta2) * g * g;
            double mHat = m / (1 - Math.Pow(beta1, t));
            double vHat = v / (1 - Math.Pow(beta2, t));
            return weight - rate * mHat / (Math.Sqrt(vHat) + epsilon);
        };
    }

    public static Func<double, double, double, double> Sgd(double momentum, bool nesterov)
    {
        double? b = null;
        return (weight, g, rate) =>
        {
            b = b is null ? g : momentum * b + g;
            return weight - rate * (nesterov ? g + momentum * b.Value : b.Value);
        };
    }

    public static Func<double, double, double, double> RmsProp(double smoothing, double epsilon)
    {
        double v = 0;
        return (weight, g, rate) =>
        {
            v = smoothing * v + (1 - smoothing) * g * g;
            return weight - rate * g / (Math.Sqrt(v) + epsilon);
        };
    }
}

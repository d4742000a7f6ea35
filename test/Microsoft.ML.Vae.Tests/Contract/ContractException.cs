namespace Microsoft.ML.Vae.Tests.Contract;

/// <summary>An estimator breaks a rule of <see cref="EstimatorContract"/>.</summary>
internal sealed class ContractException(ContractRule rule, string message, Exception? inner = null) : Exception($"{rule}: {message}", inner)
{
    public ContractRule Rule => rule;

    public static void Require(bool condition, ContractRule rule, string message)
    {
        if (!condition)
            throw new ContractException(rule, message);
    }
}

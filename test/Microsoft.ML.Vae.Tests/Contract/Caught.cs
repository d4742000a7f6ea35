namespace Microsoft.ML.Vae.Tests.Contract;

/// <summary>The exception that an action throws, as a value.</summary>
internal static class Caught
{
    public static Exception? By(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }
}

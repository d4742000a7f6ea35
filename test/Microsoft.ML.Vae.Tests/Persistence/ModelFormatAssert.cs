namespace Microsoft.ML.Vae.Tests.Persistence;

/// <summary>Expects a file to be refused in the promised way.</summary>
internal static class ModelFormatAssert
{
    /// <summary>By the reader of the weights, which throws directly.</summary>
    public static string Refused(byte[] weights) =>
        Should.Throw<ModelFormatException>(() => WeightsFile.Read(weights).Dispose()).Message;

    /// <summary>By <c>Model.Load</c>, which calls components by reflection and so wraps what they throw.</summary>
    public static string Refused(SavedModel model)
    {
        Exception e = Should.Throw<Exception>(() => model.Load());
        return Innermost(e).ShouldBeOfType<ModelFormatException>(e.ToString()).Message;
    }

    private static Exception Innermost(Exception e)
    {
        // ModelFormatException may itself say what caused it.
        while (e is not ModelFormatException && e.InnerException is { } inner)
            e = inner;
        return e;
    }
}

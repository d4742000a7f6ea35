namespace Microsoft.ML.Vae.Persistence;

/// <summary>Values of an enumeration by the names that they have in the file: their own, in lower case with underscores.</summary>
internal static class EnumNames
{
    public static string Of<T>(T value) where T : struct, Enum =>
        string.Concat(value.ToString().Select((letter, i) => (char.IsUpper(letter) && i > 0 ? "_" : "") + char.ToLowerInvariant(letter)));

    /// <summary>The value, or null where no value has that name.</summary>
    public static T? Parse<T>(string? name) where T : struct, Enum
    {
        foreach (T value in Enum.GetValues<T>())
        {
            if (Of(value) == name)
                return value;
        }
        return null;
    }
}

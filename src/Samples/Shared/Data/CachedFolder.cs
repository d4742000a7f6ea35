namespace Microsoft.ML.Vae.Samples.Shared.Data;

/// <summary>A folder that is filled once and then kept.</summary>
internal static class CachedFolder
{
    /// <summary>Fills the folder unless it exists. It gets its name once complete; of two processes, the first wins.</summary>
    public static string Ensure(string folder, Action<string> fill)
    {
        if (Directory.Exists(folder))
            return folder;
        var temporary = $"{folder}.{Environment.ProcessId}.tmp";
        Directory.CreateDirectory(temporary);
        fill(temporary);
        try
        {
            Directory.Move(temporary, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Directory.Delete(temporary, recursive: true);
        }
        return folder;
    }
}

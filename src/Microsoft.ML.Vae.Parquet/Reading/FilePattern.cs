namespace Microsoft.ML.Vae.Parquet.Reading;

/// <summary>Finds files by a path, a folder or a pattern.</summary>
internal static class FilePattern
{
    private const string AllFolders = "**";
    private const string InFolder = "*.parquet";

    /// <returns>Paths in ordinal order, at least one.</returns>
    /// <exception cref="IOException">There is no such file.</exception>
    public static IReadOnlyList<string> Find(string path)
    {
        if (Directory.Exists(path))
            return Find(path, InFolder, SearchOption.TopDirectoryOnly, path);
        string name = Path.GetFileName(path), folder = Path.GetDirectoryName(path) ?? "";
        if (!HasWildcard(path))
            return [path];   // a missing file is named when it is opened
        var search = SearchOption.TopDirectoryOnly;
        if (Path.GetFileName(folder) == AllFolders)
            (folder, search) = (Path.GetDirectoryName(folder) ?? "", SearchOption.AllDirectories);
        if (HasWildcard(folder))
            throw new IOException($"'{path}' has * or ? in a folder's name; only the file's name may, after '**/' for all folders.");
        return Find(folder.Length == 0 ? "." : folder, name, search, path);
    }

    private static string[] Find(string folder, string pattern, SearchOption search, string path)
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"There is no folder '{folder}', in which '{path}' would be.");
        string[] files = [.. Directory.EnumerateFiles(folder, pattern, search).Order(StringComparer.Ordinal)];
        return files.Length > 0 ? files : throw new FileNotFoundException(
            Directory.Exists(path) ? $"Folder '{path}' has no file whose name ends in .parquet." : $"There is no file '{path}'.");
    }

    private static bool HasWildcard(string path) => path.AsSpan().ContainsAny('*', '?');
}

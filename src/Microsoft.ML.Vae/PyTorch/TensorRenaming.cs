namespace Microsoft.ML.Vae.PyTorch;

/// <summary>Gives the tensors of a file the names that a network has for them.</summary>
internal static class TensorRenaming
{
    /// <param name="tensors">The tensors by their names in the file.</param>
    /// <param name="renames">From names of tensors, or of modules, to new ones; an empty one leaves the tensors out.</param>
    /// <param name="path">Of the file.</param>
    /// <exception cref="ArgumentException">A name is not in the file, or two tensors would have the same name.</exception>
    public static IReadOnlyList<NamedTensor> Apply(
        IReadOnlyDictionary<string, StoredTensor> tensors, IReadOnlyDictionary<string, string> renames, string path)
    {
        var used = new HashSet<string>();
        var renamed = new Dictionary<string, NamedTensor>();
        foreach ((string source, StoredTensor tensor) in tensors)
        {
            string name = source;
            if (LongestPrefix(source, renames) is { } old)
            {
                used.Add(old);
                if (renames[old].Length == 0)
                    continue;
                name = renames[old] + source[old.Length..];
            }
            if (!renamed.TryAdd(name, new NamedTensor(source, name, tensor)))
            {
                throw new ArgumentException(
                    $"'{renamed[name].Source}' and '{source}' of '{path}' would both be named '{name}'.", nameof(renames));
            }
        }
        if (renames.Keys.FirstOrDefault(old => !used.Contains(old)) is { } unused)
        {
            string names = string.Join(", ", tensors.Select(tensor => $"{tensor.Key} {StoredTensor.Text(tensor.Value.Shape)}"));
            throw new ArgumentException(
                $"'{path}' has no tensor and no module named '{unused}' to be renamed. It has {names}.", nameof(renames));
        }
        return [.. renamed.Values];
    }

    private static string? LongestPrefix(string name, IReadOnlyDictionary<string, string> renames)
    {
        for (int length = name.Length; length > 0; length = name.LastIndexOf('.', length - 1))
        {
            if (renames.ContainsKey(name[..length]))
                return name[..length];
        }
        return null;
    }
}

namespace Publicizing;

/// <summary>The allow list, which counts the names that were found: <c>Type</c>, <c>Outer+Nested</c> or <c>Type::Member</c>.</summary>
internal sealed class WantedNames
{
    private readonly HashSet<string> _wanted;
    private readonly HashSet<string> _met = new(StringComparer.Ordinal);

    public WantedNames(IEnumerable<string> lines)
        => _wanted = lines.Select(line => line.Trim()).Where(line => line.Length > 0).ToHashSet(StringComparer.Ordinal);

    public IReadOnlyList<string> Missing
        => [.. _wanted.Where(name => !_met.Contains(name)).Order(StringComparer.Ordinal)];

    public bool Take(string name)
    {
        if (!_wanted.Contains(name))
            return false;
        _met.Add(name);
        return true;
    }
}

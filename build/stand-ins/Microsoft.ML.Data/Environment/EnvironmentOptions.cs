namespace Microsoft.ML.Data;

/// <summary>Named options of one environment.</summary>
internal sealed class EnvironmentOptions
{
    private readonly Dictionary<string, object> _values = [];

    public bool TryAdd<T>(string name, T value) => _values.TryAdd(Checked(name), value);

    public void Set<T>(string name, T value) => _values[Checked(name)] = value;

    public bool TryGet<T>(string name, out T value)
    {
        var found = _values.TryGetValue(Checked(name), out var stored) && stored is T;
        value = found ? (T)stored : default;
        return found;
    }

    /// <summary>An option that is not there is there afterwards, with the default value.</summary>
    public T GetOrDefault<T>(string name)
    {
        TryAdd(name, default(T));
        return (T)_values[name];
    }

    public bool Remove(string name) => _values.Remove(Checked(name));

    private static string Checked(string name)
        => string.IsNullOrWhiteSpace(name) ? throw new ArgumentNullException(nameof(name)) : name;
}

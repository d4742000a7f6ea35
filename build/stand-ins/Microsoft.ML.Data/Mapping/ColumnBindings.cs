namespace Microsoft.ML.Data;

/// <summary>
/// Where the columns of an input and the ones added to it stand in the output: a new name at the end, an old one directly behind the last column of
/// that name, which it hides.
/// </summary>
internal sealed class ColumnBindings
{
    private readonly List<Source> _sources;
    private readonly DataViewSchema _input;

    public ColumnBindings(DataViewSchema input, DataViewSchema.DetachedColumn[] added)
    {
        _input = input;
        _sources = [.. input.Select(column => new Source(column.Name, column.Index, -1))];
        for (var i = 0; i < added.Length; i++)
        {
            var name = added[i].Name;
            var last = _sources.FindLastIndex(source => source.Name == name);
            _sources.Insert(last < 0 ? _sources.Count : last + 1, new Source(name, -1, i));
        }

        var builder = new DataViewSchema.Builder();
        builder.AddColumns(_sources.Select(source => source.IsInput ? new DataViewSchema.DetachedColumn(input[source.Input]) : added[source.Added]));
        Schema = builder.ToSchema();
        AddedIndices = [.. Enumerable.Range(0, added.Length).Select(i => _sources.FindIndex(source => source.Added == i))];
    }

    public DataViewSchema Schema { get; }

    /// <summary>The places of the added columns in the output.</summary>
    public int[] AddedIndices { get; }

    public Source this[int column] => _sources[column];

    public bool[] ActiveAdded(bool[] active) => Array.ConvertAll(AddedIndices, column => active[column]);

    /// <summary>The input columns behind the active columns of the output.</summary>
    public DataViewSchema.Column[] GetDependencies(IRowMapper mapper, bool[] active)
    {
        var needed = new bool[_input.Count];
        for (var column = 0; column < active.Length; column++)
        {
            var source = _sources[column];
            if (!active[column])
                continue;
            foreach (var input in source.IsInput ? [source.Input] : mapper.GetDependencies(source.Added))
                needed[input] = true;
        }

        return ActiveColumns.Select(_input, needed);
    }

    /// <summary>An input column or an added one.</summary>
    public readonly record struct Source(string Name, int Input, int Added)
    {
        public bool IsInput => Input >= 0;
    }
}

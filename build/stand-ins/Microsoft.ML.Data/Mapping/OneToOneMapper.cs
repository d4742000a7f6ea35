namespace Microsoft.ML.Data;

/// <summary>The row mapper of a transformer that makes each of its columns from one other column.</summary>
internal abstract class OneToOneMapper(DataViewSchema.Column[] inputs) : IRowMapper
{
    private DataViewSchema.DetachedColumn[] _outputs;

    public DataViewSchema.DetachedColumn[] OutputColumns => _outputs ??= [.. inputs.Select((_, i) => MakeColumn(i))];

    public IEnumerable<int> GetDependencies(int output) => [inputs[output].Index];

    public Delegate[] CreateGetters(DataViewRow input, bool[] active) => CreateGetters(input, active, out _);

    public Delegate[] CreateGetters(DataViewRow input, bool[] active, out Action disposer)
    {
        var getters = new Delegate[inputs.Length];
        disposer = null;
        for (var i = 0; i < getters.Length; i++)
        {
            if (!active[i])
                continue;
            getters[i] = MakeGetter(input, i, out var dispose);
            disposer += dispose;
        }

        return getters;
    }

    protected DataViewType InputType(int column) => inputs[column].Type;

    /// <summary>The getter of a pair's input on a row.</summary>
    protected ValueGetter<T> InputGetter<T>(DataViewRow row, int column) => row.GetGetter<T>(row.Schema[inputs[column].Index]);

    protected abstract DataViewSchema.DetachedColumn MakeColumn(int column);

    protected abstract Delegate MakeGetter(DataViewRow input, int column, out Action disposer);
}

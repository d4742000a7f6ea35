using System.Reflection;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>The columns of a row whose values are the members of a current object.</summary>
internal sealed class RowGetters<TRow>
    where TRow : class
{
    private readonly IHost _host;
    private readonly Delegate[] _getters;

    /// <param name="host">What exceptions pass through.</param>
    /// <param name="schema">The class as a schema.</param>
    /// <param name="active">Which columns are asked for.</param>
    /// <param name="current">The object that the row stands on; it throws where there is none.</param>
    public RowGetters(IHost host, RowSchema schema, bool[] active, Func<TRow> current)
    {
        _host = host;
        _getters = new Delegate[schema.Columns.Count];
        for (var i = 0; i < _getters.Length; i++)
        {
            var column = schema.Columns[i];
            if (!active[i])
                continue;
            CheckKey(column);
            CheckIsRegistered(column);
            _getters[i] = column.ClrType.Call<ColumnBinding, Func<TRow>, Delegate>(CreateGetter<int>, column, current);
        }
    }

    public bool IsColumnActive(DataViewSchema.Column column)
    {
        if (column.Index >= _getters.Length)
            throw _host.Except("Column index must be between 0 and {0}", _getters.Length);
        return _getters[column.Index] != null;
    }

    public ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        _host.CheckParam(column.Index <= _getters.Length && IsColumnActive(column), nameof(column), "requested column not active");
        var getter = _getters[column.Index];
        if (getter is ValueGetter<TValue> typed)
            return typed;
        throw _host.Except(
            $"Invalid TValue in GetGetter for column #{column}: '{typeof(TValue)}', "
            + $"expected type: '{getter.GetType().GetGenericArguments()[0]}'.");
    }

    private static Delegate CreateGetter<TValue>(ColumnBinding column, Func<TRow> current)
    {
        var reader = column.Reader<TRow, TValue>();
        TValue Read() => reader(current());
        return column.Type is KeyDataViewType key ? ValueGetters.CreateForKey(Read, key) : ValueGetters.Create(Read);
    }

    private void CheckIsRegistered(ColumnBinding column)
    {
        if (!column.Type.IsCacheable() && !DataViewTypeManager.Knows(column.Type))
            throw _host.ExceptNotSupp("Type '{0}' is not yet supported.", column.ClrType.FullName);
    }

    /// <summary>As in the original, whose keys of 16 bits fail inside a call by reflection.</summary>
    private void CheckKey(ColumnBinding column)
    {
        if (column.Type is KeyDataViewType && column.ClrType == typeof(ushort))
            throw new TargetInvocationException(_host.Except());
    }
}

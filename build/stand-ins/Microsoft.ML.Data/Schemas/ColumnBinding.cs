using System.Linq.Expressions;
using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>A column and the member that it is bound to.</summary>
internal sealed class ColumnBinding
{
    private readonly MemberInfo _member;
    private Delegate _reader;
    private Delegate _writer;

    public ColumnBinding(string name, DataViewType type, MemberInfo member, DataViewSchema.Annotations annotations)
    {
        Name = name;
        Type = type;
        Annotations = annotations;
        _member = member;
    }

    public string Name { get; }

    public DataViewType Type { get; }

    public DataViewSchema.Annotations Annotations { get; }

    public string MemberName => _member.Name;

    public Type ClrType => ColumnMembers.ClrType(_member);

    public Func<TRow, TValue> Reader<TRow, TValue>() => (Func<TRow, TValue>)(_reader ??= CompileReader<TRow, TValue>());

    public Action<TRow, TValue> Writer<TRow, TValue>() => (Action<TRow, TValue>)(_writer ??= CompileWriter<TRow, TValue>());

    private Func<TRow, TValue> CompileReader<TRow, TValue>()
    {
        var row = Expression.Parameter(typeof(TRow));
        return Expression.Lambda<Func<TRow, TValue>>(Expression.MakeMemberAccess(row, _member), row).Compile();
    }

    private Action<TRow, TValue> CompileWriter<TRow, TValue>()
    {
        var row = Expression.Parameter(typeof(TRow));
        var value = Expression.Parameter(typeof(TValue));
        var assign = Expression.Assign(Expression.MakeMemberAccess(row, _member), value);
        return Expression.Lambda<Action<TRow, TValue>>(assign, row, value).Compile();
    }
}

using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Joins the current values of columns, scalars and vectors; the result is sparse where at most half of it is explicit.</summary>
internal sealed class VectorJoiner<TItem>
{
    private readonly Action[] _fetch;
    private readonly VBuffer<TItem>[] _parts;

    public VectorJoiner(DataViewRow row, DataViewSchema.Column[] columns)
    {
        _parts = new VBuffer<TItem>[columns.Length];
        _fetch = [.. columns.Select((column, part) => column.Type is VectorDataViewType type
            ? FetchVector(row, column, type, part)
            : FetchScalar(row, column, part))];
    }

    public void Get(ref VBuffer<TItem> value)
    {
        var (length, count) = (0, 0);
        for (var i = 0; i < _parts.Length; i++)
        {
            _fetch[i]();
            length = checked(length + _parts[i].Length);
            count += _parts[i].GetValues().Length;
        }

        if (count <= length / 2)
            JoinSparse(ref value, length, count);
        else
            JoinDense(ref value, length);
    }

    private void JoinDense(ref VBuffer<TItem> value, int length)
    {
        var editor = VBufferEditor.Create(ref value, length);
        var offset = 0;
        foreach (var part in _parts)
        {
            part.CopyTo(editor.Values, offset);
            offset += part.Length;
        }

        value = editor.Commit();
    }

    private void JoinSparse(ref VBuffer<TItem> value, int length, int count)
    {
        var editor = VBufferEditor.Create(ref value, length, count);
        var (offset, next) = (0, 0);
        foreach (var part in _parts)
        {
            var values = part.GetValues();
            values.CopyTo(editor.Values[next..]);
            for (var i = 0; i < values.Length; i++)
                editor.Indices[next++] = offset + (part.IsDense ? i : part.GetIndices()[i]);
            offset += part.Length;
        }

        value = editor.Commit();
    }

    private Action FetchScalar(DataViewRow row, DataViewSchema.Column column, int part)
    {
        var getter = row.GetGetter<TItem>(column);
        var item = new TItem[1];
        _parts[part] = new VBuffer<TItem>(1, item);
        return () => getter(ref item[0]);
    }

    private Action FetchVector(DataViewRow row, DataViewSchema.Column column, VectorDataViewType type, int part)
    {
        var getter = row.GetGetter<VBuffer<TItem>>(column);
        return () =>
        {
            getter(ref _parts[part]);
            if (type.IsKnownSize && _parts[part].Length != type.Size)
                throw Contracts.Except("Column '{0}': expected {1} slots, but got {2}", column.Name, type.Size, _parts[part].Length)
                    .MarkSensitive(MessageSensitivity.Schema);
        };
    }
}

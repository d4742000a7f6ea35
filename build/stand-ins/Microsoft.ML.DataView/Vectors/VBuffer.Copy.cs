using Microsoft.ML.Internal.DataView;

namespace Microsoft.ML.Data;

public readonly partial struct VBuffer<T>
{
    public void CopyToDense(ref VBuffer<T> destination)
    {
        var editor = VBufferEditor.Create(ref destination, Length);
        CopyTo(editor.Values);
        destination = editor.Commit();
    }

    public void CopyTo(ref VBuffer<T> destination)
    {
        var editor = VBufferEditor.Create(ref destination, Length, _count);
        GetValues().CopyTo(editor.Values);
        GetIndices().CopyTo(editor.Indices);
        destination = editor.Commit();
    }

    public void CopyTo(ref VBuffer<T> destination, int sourceIndex, int length)
    {
        Guard.Param(sourceIndex >= 0 && sourceIndex <= Length, nameof(sourceIndex));
        Guard.Param(length >= 0 && sourceIndex <= Length - length, nameof(length));
        var indices = GetIndices();
        var first = IsDense ? sourceIndex : CountBelow(indices, sourceIndex);
        var end = IsDense ? sourceIndex + length : CountBelow(indices, sourceIndex + length);
        var editor = VBufferEditor.Create(ref destination, length, end - first);
        GetValues()[first..end].CopyTo(editor.Values);
        // Where every slot of the range is explicit the result is dense and the editor has no indices.
        for (var i = 0; i < editor.Indices.Length; i++)
            editor.Indices[i] = indices[first + i] - sourceIndex;
        destination = editor.Commit();
    }

    public void CopyTo(Span<T> destination) => CopyTo(destination, 0);

    public void CopyTo(Span<T> destination, int destinationIndex, T defaultValue = default)
    {
        Guard.Param(destinationIndex >= 0 && destinationIndex <= destination.Length - Length,
            nameof(destination), "Not large enough to hold these values.");
        var target = destination.Slice(destinationIndex, Length);
        if (IsDense)
        {
            GetValues().CopyTo(target);
            return;
        }

        // With no explicit value at all the original clears and takes no notice of defaultValue.
        target.Fill(_count == 0 ? default : defaultValue);
        var indices = GetIndices();
        for (var i = 0; i < indices.Length; i++)
            target[indices[i]] = _values[i];
    }

    public static void Copy(T[] source, int sourceIndex, ref VBuffer<T> destination, int length)
    {
        var available = source?.Length ?? 0;
        Guard.Param(length >= 0 && length <= available, nameof(length));
        Guard.Param(sourceIndex >= 0 && sourceIndex <= available - length, nameof(sourceIndex));
        var editor = VBufferEditor.Create(ref destination, length, length);
        source.AsSpan(sourceIndex, length).CopyTo(editor.Values);
        destination = editor.Commit();
    }

    private static int CountBelow(ReadOnlySpan<int> indices, int slot)
    {
        var at = indices.BinarySearch(slot);
        return at >= 0 ? at : ~at;
    }
}

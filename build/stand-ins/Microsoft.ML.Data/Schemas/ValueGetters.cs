using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Column getters over CLR values: strings become text, arrays become vectors, and no buffer is shared with the caller.</summary>
internal static class ValueGetters
{
    public static Delegate Create<T>(Func<T> read)
    {
        var type = typeof(T);
        if (read is Func<string> text)
            return (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> value) => value = text().AsMemory());
        if (read is Func<string[]> texts)
            return OfArray(texts, item => item.AsMemory());
        if (type.IsArray)
            return type.GetElementType().Call<Delegate, Delegate>(OfArray<int>, read);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(VBuffer<>))
            return type.GetGenericArguments()[0].Call<Delegate, Delegate>(OfBuffer<int>, read);
        return (ValueGetter<T>)((ref T value) => value = read());
    }

    /// <summary>Members count keys from zero, columns from one; what is out of range is missing.</summary>
    public static Delegate CreateForKey<T>(Func<T> read, KeyDataViewType type)
    {
        Contracts.Check(typeof(T) == typeof(ulong) || typeof(T) == typeof(uint) || typeof(T) == typeof(byte) || typeof(T) == typeof(bool));
        return (ValueGetter<T>)((ref T value) =>
        {
            var key = Convert.ToUInt64(read(), null);
            value = (T)Convert.ChangeType(key < type.Count ? key + 1 : 0, typeof(T), null);
        });
    }

    private static ValueGetter<VBuffer<T>> OfArray<T>(Delegate read) => OfArray((Func<T[]>)read, item => item);

    private static ValueGetter<VBuffer<TItem>> OfArray<T, TItem>(Func<T[]> read, Func<T, TItem> convert)
        => (ref VBuffer<TItem> value) =>
        {
            var items = read() ?? [];
            var editor = VBufferEditor.Create(ref value, items.Length);
            for (var i = 0; i < items.Length; i++)
                editor.Values[i] = convert(items[i]);
            value = editor.Commit();
        };

    private static ValueGetter<VBuffer<T>> OfBuffer<T>(Delegate read)
    {
        var buffer = (Func<VBuffer<T>>)read;
        return (ref VBuffer<T> value) => buffer().CopyTo(ref value);
    }
}

#nullable disable
using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace TorchSharp.Utils;

/// <summary>A dictionary that remembers the order in which its keys came.</summary>
public class OrderedDict<TKey, TValue> : IDictionary<TKey, TValue>, IList<(TKey, TValue)>
{
    private readonly List<(TKey, TValue)> _list = [];
    private readonly Dictionary<TKey, TValue> _byKey = [];

    public int Count => _byKey.Count;

    public bool IsReadOnly => false;

    public ICollection<TKey> Keys => _list.ConvertAll(pair => pair.Item1);

    public ICollection<TValue> Values => _list.ConvertAll(pair => pair.Item2);

    public (TKey, TValue) this[int index]
    {
        get => _list[index];
        set
        {
            _list[index] = value;
            _byKey[value.Item1] = value.Item2;
        }
    }

    public TValue this[TKey key]
    {
        get => _byKey[key];
        set
        {
            _byKey[key] = value;
            var index = IndexOf(key);
            if (index >= 0)
                _list[index] = (key, value);
            else
                _list.Add((key, value));
        }
    }

    public IEnumerator<(TKey, TValue)> items() => _list.GetEnumerator();

    public IEnumerable<TKey> keys() => _byKey.Keys;

    public IEnumerable<TValue> values() => _byKey.Values;

    public void clear() => Clear();

    public void Clear()
    {
        _byKey.Clear();
        _list.Clear();
    }

    public void Add(TKey key, TValue value)
    {
        _byKey.Add(key, value);
        _list.Add((key, value));
    }

    public void Add((TKey, TValue) item) => Add(item.Item1, item.Item2);

    public void Add(KeyValuePair<TKey, TValue> item) => Add(item.Key, item.Value);

    public void Insert(int index, (TKey, TValue) item)
    {
        _byKey.Add(item.Item1, item.Item2);
        _list.Insert(index, item);
    }

    public bool Remove(TKey key)
    {
        _ = _byKey[key];
        _list.RemoveAt(IndexOf(key));
        return _byKey.Remove(key);
    }

    public bool Remove((TKey, TValue) item)
    {
        _byKey.Remove(item.Item1);
        return _list.Remove(item);
    }

    public bool Remove(KeyValuePair<TKey, TValue> item) => _byKey.Remove(item.Key);

    public void RemoveAt(int index)
    {
        if (index >= _list.Count)
            throw new IndexOutOfRangeException();
        _byKey.Remove(_list[index].Item1);
        _list.RemoveAt(index);
    }

    public bool ContainsKey(TKey key) => _byKey.ContainsKey(key);

    public bool Contains((TKey, TValue) item) => _list.Contains(item);

    public bool Contains(KeyValuePair<TKey, TValue> item) => _byKey.ContainsKey(item.Key);

    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value) => _byKey.TryGetValue(key, out value);

    public int IndexOf((TKey, TValue) item) => _list.IndexOf(item);

    public void CopyTo((TKey, TValue)[] array, int arrayIndex) => _list.CopyTo(array, arrayIndex);

    public void CopyTo(KeyValuePair<TKey, TValue>[] array, int arrayIndex)
        => ((ICollection<KeyValuePair<TKey, TValue>>)_byKey).CopyTo(array, arrayIndex);

    public IEnumerator<(TKey, TValue)> GetEnumerator() => _list.GetEnumerator();

    IEnumerator<KeyValuePair<TKey, TValue>> IEnumerable<KeyValuePair<TKey, TValue>>.GetEnumerator() => _byKey.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _byKey.GetEnumerator();

    private int IndexOf(TKey key) => _list.FindIndex(pair => pair.Item1.Equals(key));
}

using System.Collections;

namespace Microsoft.ML.Internal.Utilities;

/// <summary>A string of a model stream's string table.</summary>
internal sealed class NormStr
{
    public readonly ReadOnlyMemory<char> Value;
    public readonly int Id;

    private NormStr(string value, int id)
    {
        Value = value.AsMemory();
        Id = id;
    }

    /// <summary>The strings of one model stream in order of first use; equal strings share an id.</summary>
    public sealed class Pool : IEnumerable<NormStr>
    {
        private readonly Dictionary<string, NormStr> _byValue = new(StringComparer.Ordinal);
        private readonly List<NormStr> _inOrder = [];

        public int Count => _inOrder.Count;

        public NormStr Add(string str)
        {
            if (!_byValue.TryGetValue(str, out var item))
            {
                item = new NormStr(str, Count);
                _byValue.Add(str, item);
                _inOrder.Add(item);
            }
            return item;
        }

        public IEnumerator<NormStr> GetEnumerator() => _inOrder.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

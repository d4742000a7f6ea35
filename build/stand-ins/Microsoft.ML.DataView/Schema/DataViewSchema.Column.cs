using Microsoft.ML.Data;
using Microsoft.ML.Internal.DataView;

namespace Microsoft.ML;

public sealed partial class DataViewSchema
{
    /// <summary>A column at its place in a schema.</summary>
    public struct Column
    {
        internal Column(string name, int index, bool isHidden, DataViewType type, Annotations annotations)
        {
            Guard.Name(name, nameof(name));
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentNullException.ThrowIfNull(type);
            Name = name;
            Index = index;
            IsHidden = isHidden;
            Type = type;
            Annotations = annotations ?? Annotations.Empty;
        }

        public string Name { get; }

        public int Index { get; }

        /// <summary>Reachable by index only.</summary>
        public bool IsHidden { get; }

        public DataViewType Type { get; }

        public Annotations Annotations { get; }

        public override string ToString()
        {
            var annotations = Annotations is { Schema.Count: > 0 } ? $" {{{Annotations}}}" : "";
            return $"{Name}: {Type}{annotations}";
        }
    }
}

using System.Reflection;
using Microsoft.ML.Data;
using Microsoft.ML.Internal.DataView;

namespace Microsoft.ML;

public sealed partial class DataViewSchema
{
    public sealed partial class Annotations
    {
        /// <summary>Collects annotations, each with the getter of its value.</summary>
        public sealed class Builder
        {
            private readonly DataViewSchema.Builder _schema = new();
            private readonly List<Delegate> _getters = [];

            public Builder()
            {
            }

            public void Add(Annotations annotations, Func<string, bool> selector)
            {
                if (annotations == null)
                    return;
                ArgumentNullException.ThrowIfNull(selector);
                foreach (var column in annotations.Schema.Where(column => selector(column.Name)))
                    Append(column.Name, column.Type, annotations._getters[column.Index], column.Annotations);
            }

            public void Add<TValue>(string name, DataViewType type, ValueGetter<TValue> getter, Annotations annotations = null)
            {
                CheckPresent(name, type, getter);
                CheckRawType<TValue>(type);
                Append(name, type, getter, annotations);
            }

            public void Add(string name, DataViewType type, Delegate getter, Annotations annotations = null)
            {
                CheckPresent(name, type, getter);
                var expected = typeof(ValueGetter<>).MakeGenericType(type.RawType);
                // The original checks through reflection, so that the caller sees the wrapped exception.
                if (!expected.IsInstanceOfType(getter))
                    throw new TargetInvocationException(new ArgumentException($"getter must be of type '{expected.FullName}'", nameof(getter)));
                Append(name, type, getter, annotations);
            }

            public void AddPrimitiveValue<TValue>(string name, PrimitiveDataViewType type, TValue value, Annotations annotations = null)
            {
                Guard.Name(name, nameof(name));
                ArgumentNullException.ThrowIfNull(type);
                CheckRawType<TValue>(type);
                Append(name, type, (ValueGetter<TValue>)((ref TValue destination) => destination = value), annotations);
            }

            public Annotations ToAnnotations() => new(_schema.ToSchema(), [.. _getters]);

            private void Append(string name, DataViewType type, Delegate getter, Annotations annotations)
            {
                _schema.AddColumn(name, type, annotations);
                _getters.Add(getter);
            }

            private static void CheckPresent(string name, DataViewType type, Delegate getter)
            {
                Guard.Name(name, nameof(name));
                ArgumentNullException.ThrowIfNull(type);
                ArgumentNullException.ThrowIfNull(getter);
            }

            private static void CheckRawType<TValue>(DataViewType type)
            {
                if (type.RawType != typeof(TValue))
                    throw new ArgumentException($"type.RawType must be of type '{typeof(TValue).FullName}'.", nameof(type));
            }
        }
    }
}

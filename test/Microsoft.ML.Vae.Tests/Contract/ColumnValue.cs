using System.Reflection;
using Microsoft.ML.Data;
using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Tests.Contract;

/// <summary>Values of any column as objects that can be kept and compared.</summary>
internal static class ColumnValue
{
    /// <summary>Matrix kernels round differently for other batch sizes: |difference| ≤ 1e-5 (1 + |value|), of which 5e-7 has been seen.</summary>
    private const double Tolerance = 1e-5;

    /// <summary>Reads the current value of a column.</summary>
    public static Func<object> Reader(DataViewRow row, DataViewSchema.Column column) => Reader(column.Type, new RowSource(row, column));

    /// <summary>The value of an annotation.</summary>
    public static object Annotation(DataViewSchema.Annotations annotations, DataViewSchema.Column column) =>
        Reader(column.Type, new AnnotationSource(annotations, column))();

    public static bool AreEqual(object left, object right, bool exactly) => (left, right) switch
    {
        (object[] a, object[] b) => a.Length == b.Length && a.Zip(b, (one, other) => AreEqual(one, other, exactly)).All(equal => equal),
        (PixelValues a, PixelValues b) => a.IsLike(b, exactly),
        (double a, double b) => a.Equals(b) || !exactly && Math.Abs(a - b) <= Tolerance * (1 + Math.Abs(b)),
        _ => Equals(left, right),
    };

    private static Func<object> Reader(DataViewType type, IGetterSource source)
    {
        (string method, Type value) = type is VectorDataViewType vector
            ? (nameof(Vector), vector.ItemType.RawType)
            : (nameof(Scalar), type.RawType);
        MethodInfo reader = typeof(ColumnValue).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(value);
        return (Func<object>)reader.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [source], null)!;
    }

    private static Func<object> Scalar<T>(IGetterSource source)
    {
        ValueGetter<T> getter = source.Getter<T>();
        return () =>
        {
            T value = default!;
            getter(ref value);
            return Comparable(value);
        };
    }

    private static Func<object> Vector<T>(IGetterSource source)
    {
        ValueGetter<VBuffer<T>> getter = source.Getter<VBuffer<T>>();
        VBuffer<T> buffer = default;   // one for all rows, as callers do
        return () =>
        {
            getter(ref buffer);
            return buffer.DenseValues().Select(Comparable).ToArray();
        };
    }

    private static object Comparable<T>(T value) => value switch
    {
        float number => (double)number,
        ReadOnlyMemory<char> text => text.ToString(),
        ValueType => value,
        MLImage image => new PixelValues($"{image.Width} x {image.Height} {image.PixelFormat}", image.Pixels.ToArray()),
        _ => throw new NotSupportedException($"The contract cannot compare values of type {typeof(T)} yet."),
    };

    private sealed record PixelValues(string Shape, byte[] Pixels)
    {
        /// <summary>What lies between two levels may be rounded to either.</summary>
        public bool IsLike(PixelValues other, bool exactly) =>
            Shape == other.Shape && Pixels.Zip(other.Pixels).All(pair => Math.Abs(pair.First - pair.Second) <= (exactly ? 0 : 1));
    }

    private interface IGetterSource
    {
        ValueGetter<T> Getter<T>();
    }

    private sealed class RowSource(DataViewRow row, DataViewSchema.Column column) : IGetterSource
    {
        public ValueGetter<T> Getter<T>() => row.GetGetter<T>(column);
    }

    private sealed class AnnotationSource(DataViewSchema.Annotations annotations, DataViewSchema.Column column) : IGetterSource
    {
        public ValueGetter<T> Getter<T>() => annotations.GetGetter<T>(column);
    }
}

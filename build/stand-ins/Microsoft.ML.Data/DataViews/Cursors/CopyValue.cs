using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>Copies a value so that the copy shares no array with the original.</summary>
internal delegate void CopyValue<T>(in T source, ref T destination);

/// <summary>The way to copy values of a type: vectors item by item, others by assignment.</summary>
internal static class CopyValue
{
    private static readonly MethodInfo _ofVector = typeof(CopyValue).GetMethod(nameof(OfVector), BindingFlags.NonPublic | BindingFlags.Static);

    public static CopyValue<T> Of<T>()
    {
        if (!typeof(T).IsGenericType || typeof(T).GetGenericTypeDefinition() != typeof(VBuffer<>))
            return static (in T source, ref T destination) => destination = source;
        return (CopyValue<T>)_ofVector.MakeGenericMethod(typeof(T).GetGenericArguments()).Invoke(null, null);
    }

    private static CopyValue<VBuffer<TItem>> OfVector<TItem>() =>
        static (in VBuffer<TItem> source, ref VBuffer<TItem> destination) => source.CopyTo(ref destination);
}

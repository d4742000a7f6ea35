using System.Numerics;
using System.Runtime.InteropServices;

namespace Microsoft.ML.Vae.Inputs;

/// <summary>Copies a row's condition, and refuses one that the model cannot use.</summary>
internal sealed class ConditionExtractor(IExceptionContext context, ConditionColumn column, DataViewRow row)
{
    private delegate Exception? Reading(Span<byte> destination);

    private readonly Reading _read = Create(context, column, row, column.Bind(context, row.Schema));

    /// <summary>Reads the current row, or returns the exception for one that cannot be used.</summary>
    /// <param name="destination">Room for exactly one condition.</param>
    public Exception? TryRead(Span<byte> destination) => _read(destination);

    private static Reading Create(
        IExceptionContext context, ConditionColumn column, DataViewRow row, DataViewSchema.Column source) => column.Kind switch
    {
        ConditionKind.Single => OfSingle(context, column, row, row.GetGetter<float>(source)),
        ConditionKind.Vector => OfVector(context, column, row, row.GetGetter<VBuffer<float>>(source)),
        _ when source.Type.RawType == typeof(byte) => OfKey(context, column, row, row.GetGetter<byte>(source)),
        _ when source.Type.RawType == typeof(ushort) => OfKey(context, column, row, row.GetGetter<ushort>(source)),
        _ when source.Type.RawType == typeof(ulong) => OfKey(context, column, row, row.GetGetter<ulong>(source)),
        _ => OfKey(context, column, row, row.GetGetter<uint>(source)),
    };

    private static Reading OfKey<T>(IExceptionContext context, ConditionColumn column, DataViewRow row, ValueGetter<T> get)
        where T : unmanaged, IBinaryInteger<T>
    {
        T key = default;
        return destination =>
        {
            get(ref key);
            uint number = uint.CreateSaturating(key);
            if (number == 0)
                return Fault(context, column, row, FormattableString.Invariant($"the key is missing; must be in [1, {column.Size}]"));
            if (number > column.Size)
                return Fault(context, column, row, FormattableString.Invariant($"the key is {number}; must be in [1, {column.Size}]"));
            MemoryMarshal.Write(destination, number);
            return null;
        };
    }

    private static Reading OfSingle(IExceptionContext context, ConditionColumn column, DataViewRow row, ValueGetter<float> get)
    {
        float value = 0;
        return destination =>
        {
            get(ref value);
            MemoryMarshal.Write(destination, value);
            return float.IsFinite(value) ? null : NotFinite(context, column, row, 0, value);
        };
    }

    private static Reading OfVector(IExceptionContext context, ConditionColumn column, DataViewRow row, ValueGetter<VBuffer<float>> get)
    {
        VBuffer<float> buffer = default;
        float[] values = new float[column.Size];
        return destination =>
        {
            get(ref buffer);
            if (buffer.Length != column.Size)
            {
                string what = FormattableString.Invariant($"expected a vector of size {column.Size}, got size {buffer.Length}");
                return Fault(context, column, row, what);
            }
            buffer.CopyTo(values);
            MemoryMarshal.AsBytes(values.AsSpan()).CopyTo(destination);
            int bad = Array.FindIndex(values, value => !float.IsFinite(value));
            return bad < 0 ? null : NotFinite(context, column, row, bad, values[bad]);
        };
    }

    private static Exception NotFinite(IExceptionContext context, ConditionColumn column, DataViewRow row, int slot, float value) =>
        Fault(context, column, row, FormattableString.Invariant($"slot {slot} is {value}; must be a finite number"));

    private static Exception Fault(IExceptionContext context, ConditionColumn column, DataViewRow row, string what) =>
        RowFault.Create(context, column.Name, row, what);
}

using System.Numerics;
using System.Runtime.InteropServices;

namespace Microsoft.ML.Vae.Inputs;

/// <summary>Copies a row's condition, and refuses one that the model cannot use.</summary>
internal sealed class ConditionExtractor(IExceptionContext context, ConditionColumn column, DataViewRow row)
{
    private delegate RowFault? Reading(Span<byte> destination);

    private readonly Reading _read = Create(column, row, column.Bind(context, row.Schema));

    /// <summary>Reads the current row, or returns what is wrong with one that cannot be used.</summary>
    /// <param name="destination">Room for exactly one condition.</param>
    public RowFault? TryRead(Span<byte> destination) => _read(destination);

    private static Reading Create(ConditionColumn column, DataViewRow row, DataViewSchema.Column source) => column.Kind switch
    {
        ConditionKind.Single => OfSingle(column, row.GetGetter<float>(source)),
        ConditionKind.Vector => OfVector(column, row.GetGetter<VBuffer<float>>(source)),
        _ when source.Type is BooleanDataViewType => OfBoolean(row.GetGetter<bool>(source)),
        _ when source.Type.RawType == typeof(byte) => OfKey(column, source, row.GetGetter<byte>(source)),
        _ when source.Type.RawType == typeof(ushort) => OfKey(column, source, row.GetGetter<ushort>(source)),
        _ when source.Type.RawType == typeof(ulong) => OfKey(column, source, row.GetGetter<ulong>(source)),
        _ => OfKey(column, source, row.GetGetter<uint>(source)),
    };

    private static Reading OfBoolean(ValueGetter<bool> get)
    {
        bool value = false;
        return destination =>
        {
            get(ref value);
            MemoryMarshal.Write(destination, value ? 2u : 1u);
            return null;
        };
    }

    private static Reading OfKey<T>(ConditionColumn column, DataViewSchema.Column source, ValueGetter<T> get)
        where T : unmanaged, IBinaryInteger<T>
    {
        T key = default;
        KeyNames? names = column.Names is null ? null : KeyNames.Of(source);
        uint[]? known = names is null ? null : column.Names!.NumbersOf(names);
        int size = known?.Length ?? column.Size;
        return destination =>
        {
            get(ref key);
            uint number = uint.CreateSaturating(key);
            if (number == 0 || number > size)
            {
                string got = number == 0 ? "missing" : FormattableString.Invariant($"{number}");
                return new RowFault(column.Name, FormattableString.Invariant($"the key is {got}; must be in [1, {size}]"));
            }
            uint own = known?[number - 1] ?? number;
            if (own == 0)
                return new RowFault(column.Name, $"the key is '{names![(int)number - 1]}'; must be one of the model's: {column.Names}");
            MemoryMarshal.Write(destination, own);
            return null;
        };
    }

    private static Reading OfSingle(ConditionColumn column, ValueGetter<float> get)
    {
        float value = 0;
        return destination =>
        {
            get(ref value);
            MemoryMarshal.Write(destination, value);
            return float.IsFinite(value) ? null : NotFinite(column, 0, value);
        };
    }

    private static Reading OfVector(ConditionColumn column, ValueGetter<VBuffer<float>> get)
    {
        VBuffer<float> buffer = default;
        float[] values = new float[column.Size];
        return destination =>
        {
            get(ref buffer);
            if (buffer.Length != column.Size)
            {
                return new RowFault(
                    column.Name, FormattableString.Invariant($"expected a vector of size {column.Size}, got size {buffer.Length}"));
            }
            buffer.CopyTo(values);
            MemoryMarshal.AsBytes(values.AsSpan()).CopyTo(destination);
            int bad = Array.FindIndex(values, value => !float.IsFinite(value));
            return bad < 0 ? null : NotFinite(column, bad, values[bad]);
        };
    }

    private static RowFault NotFinite(ConditionColumn column, int slot, float value) =>
        new(column.Name, FormattableString.Invariant($"slot {slot} is {value}; must be a finite number"));
}

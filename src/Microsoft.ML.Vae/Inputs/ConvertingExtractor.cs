using System.Runtime.InteropServices;

namespace Microsoft.ML.Vae.Inputs;

/// <summary>
/// Copies vectors of another number type, or of Boolean, as Single, and refuses values that Single does not hold exactly.
/// </summary>
internal static class ConvertingExtractor
{
    /// <summary>Whether vectors of a type are converted.</summary>
    public static bool CanConvert(DataViewType type) => Type.GetTypeCode(type.RawType)
        is TypeCode.Double or TypeCode.Boolean or TypeCode.SByte or TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Int32 or TypeCode.UInt32
        && type is NumberDataViewType or BooleanDataViewType;

    public static PixelExtractor Create(PixelColumn column, PixelDomain domain, DataViewRow row, DataViewSchema.Column source)
    {
        return Type.GetTypeCode(((VectorDataViewType)source.Type).ItemType.RawType) switch
        {
            TypeCode.Boolean => Of<bool>(value => value ? 1 : 0),
            TypeCode.SByte => Of<sbyte>(value => value),
            TypeCode.Int16 => Of<short>(value => value),
            TypeCode.UInt16 => Of<ushort>(value => value),
            TypeCode.Int32 => Of<int>(value => value),
            TypeCode.UInt32 => Of<uint>(value => value),
            _ => Of<double>(value => value),
        };

        PixelExtractor Of<T>(Func<T, double> toDouble) => new Extractor<T>(column, domain, row.GetGetter<VBuffer<T>>(source), toDouble);
    }

    private sealed class Extractor<T>(PixelColumn column, PixelDomain domain, ValueGetter<VBuffer<T>> get, Func<T, double> toDouble)
        : PixelExtractor(column, domain)
    {
        private readonly T[] _values = new T[column.Size];
        private VBuffer<T> _buffer;

        public override RowFault? TryRead(Span<byte> destination)
        {
            get(ref _buffer);
            if (_buffer.Length != _values.Length)
                return Fault(FormattableString.Invariant($"expected a vector of size {_values.Length}, got size {_buffer.Length}"));
            _buffer.CopyTo(_values);
            Span<float> pixels = MemoryMarshal.Cast<byte, float>(destination);
            for (int slot = 0; slot < _values.Length; slot++)
            {
                double value = toDouble(_values[slot]);
                pixels[slot] = (float)value;
                if (pixels[slot] != value && !double.IsNaN(value))
                {
                    string got = FormattableString.Invariant($"got {value}");
                    return Fault($"{got}, which a Single does not hold exactly. Append ConvertType before", slot);
                }
            }
            return Check(pixels);
        }
    }
}

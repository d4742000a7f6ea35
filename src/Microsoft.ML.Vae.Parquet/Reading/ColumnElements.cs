using System.Globalization;
using System.Runtime.InteropServices;
using ParquetSharp;
using Encoding = System.Text.Encoding;

namespace Microsoft.ML.Vae.Parquet.Reading;

/// <summary>Which values the types of Parquet have in ML.NET.</summary>
internal static class ColumnElements
{
    private const int JulianDayOfUnixEpoch = 2_440_588;

    private static readonly long _epoch = DateTime.UnixEpoch.Ticks;

    /// <summary>What a column's values are; null if ML.NET has no type for them.</summary>
    /// <param name="column">The column.</param>
    /// <param name="areImages">Whether bytes are encoded images.</param>
    public static ColumnElement? Of(ColumnDescriptor column, bool areImages)
    {
        using LogicalType logical = column.LogicalType;
        bool isPlain = logical.Type is LogicalTypeEnum.None or LogicalTypeEnum.Undefined;
        return column.PhysicalType switch
        {
            PhysicalType.Boolean => Same<bool>(BooleanDataViewType.Instance, sizeof(bool)),
            PhysicalType.Float => ColumnElement.Of(
                NumberDataViewType.Single, sizeof(float), new Unchanged<float> { HasMissing = true, Missing = float.NaN }),
            PhysicalType.Double => ColumnElement.Of(
                NumberDataViewType.Double, sizeof(double), new Unchanged<double> { HasMissing = true, Missing = double.NaN }),
            PhysicalType.Int32 when isPlain => Same<int>(NumberDataViewType.Int32, sizeof(int)),
            PhysicalType.Int64 when isPlain => Same<long>(NumberDataViewType.Int64, sizeof(long)),
            PhysicalType.Int32 or PhysicalType.Int64 when logical is IntLogicalType integer => OfInteger(integer),
            PhysicalType.Int32 when logical.Type == LogicalTypeEnum.Date => OfTime<int>(days => DateTime.UnixEpoch.AddDays(days)),
            PhysicalType.Int64 when logical is TimestampLogicalType timestamp => OfTimestamp(timestamp),
            PhysicalType.Int96 => OfTime<Int96>(OfInt96),
            PhysicalType.ByteArray when logical.Type is LogicalTypeEnum.String or LogicalTypeEnum.Enum or LogicalTypeEnum.Json => OfText(),
            PhysicalType.ByteArray when isPlain || logical.Type == LogicalTypeEnum.Bson => ColumnElement.OfBytes(areImages),
            PhysicalType.FixedLenByteArray when logical.Type == LogicalTypeEnum.Float16 => ColumnElement.Of(
                NumberDataViewType.Single, sizeof(float),
                new Mapped<FixedLenByteArray, float>(OfFloat16) { HasMissing = true, Missing = float.NaN }),
            PhysicalType.FixedLenByteArray when isPlain || logical.Type == LogicalTypeEnum.Uuid =>
                ColumnElement.OfBytes(column.TypeLength, areImages),
            _ => null,
        };
    }

    /// <summary>A column's type as messages name it.</summary>
    public static string TypeText(ColumnDescriptor column)
    {
        using LogicalType logical = column.LogicalType;
        string physical = column.PhysicalType.ToString().ToLowerInvariant();
        if (column.PhysicalType == PhysicalType.FixedLenByteArray)
            physical += string.Create(CultureInfo.InvariantCulture, $"[{column.TypeLength}]");
        return logical.Type is LogicalTypeEnum.None or LogicalTypeEnum.Undefined
            ? physical
            : string.Create(CultureInfo.InvariantCulture, $"{physical} ({Words(logical)})");
    }

    private static string Words(LogicalType logical) => logical switch
    {
        IntLogicalType integer => (integer.IsSigned ? "int" : "uint") + integer.BitWidth.ToString(CultureInfo.InvariantCulture),
        TimestampLogicalType timestamp => $"timestamp in {timestamp.TimeUnit.ToString().ToLowerInvariant()}"
            + (timestamp.IsAdjustedToUtc ? ", UTC" : ""),
        _ => logical.Type.ToString().ToLowerInvariant(),
    };

    private static ColumnElement Same<T>(PrimitiveDataViewType type, int bytes) where T : unmanaged =>
        ColumnElement.Of(type, bytes, new Unchanged<T>());

    private static ColumnElement? OfInteger(IntLogicalType type) => (type.BitWidth, type.IsSigned) switch
    {
        (8, true) => ColumnElement.Of(NumberDataViewType.SByte, sizeof(sbyte), new Narrowed<int, sbyte>()),
        (8, false) => ColumnElement.Of(NumberDataViewType.Byte, sizeof(byte), new Narrowed<int, byte>()),
        (16, true) => ColumnElement.Of(NumberDataViewType.Int16, sizeof(short), new Narrowed<int, short>()),
        (16, false) => ColumnElement.Of(NumberDataViewType.UInt16, sizeof(ushort), new Narrowed<int, ushort>()),
        (32, true) => Same<int>(NumberDataViewType.Int32, sizeof(int)),
        (32, false) => ColumnElement.Of(NumberDataViewType.UInt32, sizeof(uint), new Narrowed<int, uint>()),
        (64, true) => Same<long>(NumberDataViewType.Int64, sizeof(long)),
        (64, false) => ColumnElement.Of(NumberDataViewType.UInt64, sizeof(ulong), new Narrowed<long, ulong>()),
        _ => null,
    };

    private static ColumnElement OfTimestamp(TimestampLogicalType type)
    {
        Func<long, long> ticks = type.TimeUnit switch
        {
            TimeUnit.Millis => time => time * TimeSpan.TicksPerMillisecond,
            TimeUnit.Micros => time => time * TimeSpan.TicksPerMicrosecond,
            _ => time => time / TimeSpan.NanosecondsPerTick,
        };
        return type.IsAdjustedToUtc
            ? ColumnElement.Of(
                DateTimeOffsetDataViewType.Instance, sizeof(long) * 2,
                new Mapped<long, DateTimeOffset>(time => new DateTimeOffset(_epoch + ticks(time), TimeSpan.Zero)))
            : OfTime<long>(time => new DateTime(_epoch + ticks(time)));
    }

    private static ColumnElement OfTime<T>(Func<T, DateTime> map) where T : unmanaged =>
        ColumnElement.Of(DateTimeDataViewType.Instance, sizeof(long), new Mapped<T, DateTime>(map));

    // The nanoseconds of the day, then the Julian day.
    private static DateTime OfInt96(Int96 time)
    {
        long nanoseconds = (long)(uint)time.B << 32 | (uint)time.A;
        return DateTime.UnixEpoch.AddDays(time.C - JulianDayOfUnixEpoch).AddTicks(nanoseconds / TimeSpan.NanosecondsPerTick);
    }

    private static ColumnElement OfText() => ColumnElement.Of(
        TextDataViewType.Instance, bytes: 0,
        new Mapped<ByteArray, ReadOnlyMemory<char>>(text => Text(text).AsMemory()) { HasMissing = true, Missing = default });

    private static unsafe string Text(ByteArray text) =>
        text.Length == 0 ? "" : Encoding.UTF8.GetString((byte*)text.Pointer, text.Length);

    private static unsafe float OfFloat16(FixedLenByteArray number) => (float)MemoryMarshal.Read<Half>(
        new ReadOnlySpan<byte>((void*)number.Pointer, sizeof(ushort)));
}

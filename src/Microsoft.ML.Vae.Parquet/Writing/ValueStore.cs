using System.Numerics;
using Microsoft.ML.Vae.Images;
using ParquetSharp;
using ParquetSharp.Schema;
using Encoding = System.Text.Encoding;

namespace Microsoft.ML.Vae.Parquet.Writing;

/// <summary>Values as they are in a file.</summary>
internal abstract class ValueStore<T>
{
    /// <summary>A column of them.</summary>
    public abstract Node CreateNode(string name, Repetition repetition);

    /// <summary>Adds values.</summary>
    /// <returns>Their bytes.</returns>
    public abstract long Append(ReadOnlySpan<T> values);

    /// <summary>Writes some of them, with their levels, if the column has any.</summary>
    public abstract void Write(
        ColumnWriter writer, int levels, ReadOnlySpan<short> definitions, ReadOnlySpan<short> repetitions, int first, int count);

    public abstract void Clear();
}

/// <summary>Which types values have in Parquet.</summary>
internal static class ValueStore
{
    public static ValueStore<T> OfInteger<T>(int bits, bool isSigned) where T : INumberBase<T> =>
        new NumberStore<T, int>(PhysicalType.Int32, () => LogicalType.Int(bits, isSigned), int.CreateTruncating);

    public static ValueStore<T> OfLong<T>(bool isSigned) where T : INumberBase<T> =>
        new NumberStore<T, long>(PhysicalType.Int64, () => LogicalType.Int(64, isSigned), long.CreateTruncating);

    public static ValueStore<DateTime> OfTimes() => new NumberStore<DateTime, long>(
        PhysicalType.Int64, () => LogicalType.Timestamp(isAdjustedToUtc: false, TimeUnit.Micros), time => Microseconds(time.Ticks));

    public static ValueStore<DateTimeOffset> OfOffsetTimes() => new NumberStore<DateTimeOffset, long>(
        PhysicalType.Int64, () => LogicalType.Timestamp(isAdjustedToUtc: true, TimeUnit.Micros), time => Microseconds(time.UtcTicks));

    public static ValueStore<ReadOnlyMemory<char>> OfTexts() => new ByteStore<ReadOnlyMemory<char>>(
        LogicalType.String, (text, bytes) => Encoding.UTF8.GetBytes(text.Span, bytes.Append(Encoding.UTF8.GetByteCount(text.Span))));

    public static ValueStore<MLImage?> OfImages() => new ByteStore<MLImage?>(
        LogicalType.None, (image, bytes) =>
        {
            ReadOnlySpan<byte> file = EncodedImage.ToPng(image!);
            file.CopyTo(bytes.Append(file.Length));
        });

    private static long Microseconds(long ticks) =>
        (long)Math.Floor((ticks - DateTime.UnixEpoch.Ticks) / (decimal)TimeSpan.TicksPerMicrosecond);
}

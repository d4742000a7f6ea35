using System.Numerics;
using System.Runtime.CompilerServices;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>
/// An affine function's sub-model. Body: bytes per number (4 or 8), slots, the number of slots that the function changes (−1 for all) and their
/// indices, the number of scales and the scales, the number of offsets (0 where all are zero) and the offsets; counts are Int32.
/// Beside it a text, AffineNormalizer.txt, for people.
/// </summary>
internal static class AffineFile
{
    private const string TextName = "AffineNormalizer.txt";

    public static void Write<T>(ModelSaveContext ctx, T[] scales, T[] offsets)
        where T : struct, IFloatingPointIeee754<T>
    {
        ctx.SetVersionInfo(GetVersionInfo());
        ctx.Writer.Write(Unsafe.SizeOf<T>());
        ctx.Writer.Write(scales.Length);
        ctx.Writer.Write(-1);
        WriteNumbers(ctx.Writer, scales);
        WriteNumbers(ctx.Writer, offsets ?? []);
        ctx.SaveTextStream(TextName, writer =>
        {
            writer.WriteLine("NumNormalizationFeatures={0}", scales.Length);
            for (var slot = 0; slot < scales.Length; slot++)
                writer.WriteLine("{0}\t{1}\t{2}", slot, offsets == null ? 0 : offsets[slot], scales[slot]);
            writer.WriteLine();
        });
    }

    /// <summary>The offsets are null where all are zero.</summary>
    public static (T[] Scales, T[] Offsets) Read<T>(ModelLoadContext ctx)
        where T : struct, IFloatingPointIeee754<T>
    {
        ctx.CheckAtModel(GetVersionInfo());
        Contracts.CheckDecode(ctx.Reader.ReadInt32() == Unsafe.SizeOf<T>());
        var size = ctx.Reader.ReadInt32();
        Contracts.CheckDecode(size > 0);
        var changed = ctx.Reader.ReadInt32();
        Contracts.CheckDecode(changed >= -1 && changed < size);
        var slots = changed < 0 ? [.. Enumerable.Range(0, size)] : ReadSlots(ctx.Reader, changed, size);
        Contracts.CheckDecode(ctx.Reader.ReadInt32() == slots.Length);
        var scales = Spread(ReadNumbers<T>(ctx.Reader, slots.Length), slots, size, T.One);
        var offsetCount = ctx.Reader.ReadInt32();
        Contracts.CheckDecode(offsetCount == 0 || offsetCount == slots.Length);
        if (offsetCount == 0)
            return (scales, null);
        var offsets = Spread(ReadNumbers<T>(ctx.Reader, offsetCount), slots, size, T.Zero);
        for (var slot = 0; slot < size; slot++)
            offsets[slot] = T.IsZero(scales[slot]) ? T.Zero : offsets[slot];
        return (scales, offsets);
    }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "AFF NORM",
        verWrittenCur: 0x00010003,
        verReadableCur: 0x00010003,
        verWeCanReadBack: 0x00010003,
        loaderAssemblyName: typeof(AffineFile).Assembly.FullName,
        loaderSignature: "AffineNormExec");

    private static int[] ReadSlots(BinaryReader reader, int count, int size)
    {
        var slots = new int[count];
        var last = -1;
        for (var i = 0; i < count; i++)
        {
            slots[i] = reader.ReadInt32();
            Contracts.CheckDecode(slots[i] > last && slots[i] < size);
            last = slots[i];
        }

        return slots;
    }

    private static T[] Spread<T>(T[] numbers, int[] slots, int size, T others)
    {
        var spread = new T[size];
        Array.Fill(spread, others);
        for (var i = 0; i < slots.Length; i++)
            spread[slots[i]] = numbers[i];
        return spread;
    }

    private static T[] ReadNumbers<T>(BinaryReader reader, int count)
        where T : struct, IFloatingPointIeee754<T>
    {
        var numbers = new T[count];
        for (var i = 0; i < count; i++)
        {
            numbers[i] = typeof(T) == typeof(float) ? T.CreateTruncating(reader.ReadSingle()) : T.CreateTruncating(reader.ReadDouble());
            Contracts.CheckDecode(!T.IsNaN(numbers[i]));
        }

        return numbers;
    }

    private static void WriteNumbers<T>(BinaryWriter writer, T[] numbers)
        where T : struct, IFloatingPointIeee754<T>
    {
        writer.Write(numbers.Length);
        foreach (var number in numbers)
        {
            if (typeof(T) == typeof(float))
                writer.Write(float.CreateTruncating(number));
            else
                writer.Write(double.CreateTruncating(number));
        }
    }
}

using System.Runtime.InteropServices;
using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Training;

/// <summary>The row with the largest magnitude, which may be why a fit diverged.</summary>
internal static class LargestValue
{
    // In scaled units. Standardized columns have few values beyond it.
    private const float LargestOrdinary = 10;

    /// <summary>A sentence that names the row; empty when its values are ordinary, or it cannot be read again.</summary>
    /// <param name="column">The input column.</param>
    /// <param name="source">The rows.</param>
    /// <param name="kept">The same rows where they are kept, in the view's order, so that only a row that is worth it is looked for; null:
    /// they are read.</param>
    public static string Describe(PixelColumn column, RowSource source, IRowStore? kept)
    {
        try
        {
            using IRowPass pass = kept is null ? source.OpenView() : source.Of(kept).Open();
            (long row, int slot, float stored) = Find(column, pass);
            if (row < 0)
                return "";
            bool isPixel = slot < column.Size;
            string name = isPixel ? column.Name : column.Condition!.Name;
            int place = isPixel ? slot : slot - column.Size;
            return FormattableString.Invariant(
                $"The value of the largest magnitude, {stored:G4}, is in column '{name}', {source.Locate(row)}, slot {place}. ");
        }
        catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
        {
            // The caller is about to report the divergence, and data that cannot be read again must not replace that.
            return "";
        }
    }

    private static unsafe (long Row, int Slot, float Stored) Find(PixelColumn column, IRowPass pass)
    {
        byte[] row = new byte[column.RowBytes];
        float[] input = new float[column.Size + (column.Condition?.Size ?? 0)];
        (long Row, int Slot, float Stored) largest = (-1, 0, 0);
        float magnitude = LargestOrdinary;
        fixed (float* numbers = input)
        {
            for (long i = 0; pass.TryRead(row); i++)
            {
                column.Scale(row.AsSpan(0, column.PixelBytes), numbers);
                column.Condition?.Read(row.AsSpan(column.PixelBytes), input.AsSpan(column.Size));
                for (int slot = 0; slot < input.Length; slot++)
                {
                    if (Math.Abs(input[slot]) > magnitude)
                        (largest, magnitude) = ((i, slot, Stored(row, slot)), Math.Abs(input[slot]));
                }
            }
        }
        return largest;

        float Stored(ReadOnlySpan<byte> row, int slot) => slot >= column.Size ? input[slot]
            : column.ElementType == ScalarType.Byte ? row[slot]
            : MemoryMarshal.Cast<byte, float>(row)[slot];
    }
}

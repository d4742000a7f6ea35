namespace Microsoft.ML.Vae.Kernels;

/// <summary>The checksum of PNG and zip files.</summary>
internal static class Crc32
{
    private static readonly uint[] _table = [.. Enumerable.Range(0, 256).Select(value => Divide((uint)value))];

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
            crc = crc >> 8 ^ _table[(byte)(crc ^ value)];
        return ~crc;
    }

    private static uint Divide(uint value)
    {
        for (int bit = 0; bit < 8; bit++)
            value = value >> 1 ^ ((value & 1) == 0 ? 0 : 0xEDB88320);
        return value;
    }
}

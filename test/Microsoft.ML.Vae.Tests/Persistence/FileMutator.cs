using System.Buffers.Binary;

namespace Microsoft.ML.Vae.Tests.Persistence;

/// <summary>Damages bytes at random in the ways that disks, networks and enemies do.</summary>
internal sealed class FileMutator(int seed)
{
    private readonly Random _random = new(seed);

    public byte[] Apply(byte[] original)
    {
        byte[] bytes = [.. original];
        for (int count = _random.Next(4); count >= 0; count--)
            bytes = Once(bytes);
        return bytes;
    }

    private byte[] Once(byte[] bytes)
    {
        if (bytes.Length < 16)
            return [.. bytes, 1];
        int at = _random.Next(bytes.Length);
        int length = _random.Next(1, Math.Min(64, bytes.Length - at) + 1);
        switch (_random.Next(10))
        {
            case 0:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                return bytes;
            case 1:
                bytes[at] = (byte)_random.Next(256);
                return bytes;
            case 2:
                return bytes[..at];
            case 3:
                return [.. bytes[..at], .. bytes[(at + length)..]];
            case 4:
                return [.. bytes[..(at + length)], .. bytes[at..]];
            case 5:
                bytes.AsSpan(at, length).Fill((byte)(_random.Next(2) * 255));
                return bytes;
            case 6:
                BinaryPrimitives.WriteInt64LittleEndian(bytes, _random.NextInt64() >> _random.Next(64));
                return bytes;
            case 7:
                bytes.AsSpan(at, length).CopyTo(bytes.AsSpan(_random.Next(bytes.Length - length + 1)));
                return bytes;
            case 8:
                return ChangeADigit(bytes, at);
            default:
                return [.. bytes, .. bytes[at..(at + length)]];
        }
    }

    /// <summary>Numbers in text are where a small change makes another valid file.</summary>
    private byte[] ChangeADigit(byte[] bytes, int from)
    {
        int digit = bytes.AsSpan(from).IndexOfAnyInRange((byte)'0', (byte)'9');
        if (digit >= 0)
            bytes[from + digit] = (byte)('0' + _random.Next(10));
        return bytes;
    }
}

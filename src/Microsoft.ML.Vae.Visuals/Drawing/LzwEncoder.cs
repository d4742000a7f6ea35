namespace Microsoft.ML.Vae.Visuals.Drawing;

/// <summary>
/// The compression of GIF files (Welch, "A Technique for High-Performance Data Compression", 1984): codes for ever longer strings of
/// indices, each with as many bits as the newest needs, in blocks of at most 255 bytes.
/// </summary>
internal sealed class LzwEncoder
{
    private const int MostBits = 12;
    private const int MostCodes = 1 << MostBits;
    private const int BlockSize = 255;

    private readonly Stream _file;
    private readonly int _indexBits;
    private readonly Dictionary<(int Prefix, byte Index), int> _codes = [];
    private readonly byte[] _block = new byte[BlockSize];
    private int _blockLength;
    private int _bits;
    private int _bitCount;
    private int _codeBits;
    private int _next;

    private LzwEncoder(Stream file, int indexBits)
    {
        (_file, _indexBits) = (file, indexBits);
        Clear();
    }

    private int ClearCode => 1 << _indexBits;

    /// <summary>Writes the indices of an image of at least one pixel.</summary>
    public static void Write(Stream file, ReadOnlySpan<byte> indices, int indexBits)
    {
        file.WriteByte((byte)indexBits);
        var encoder = new LzwEncoder(file, indexBits);
        encoder.Write(indices);
    }

    private void Write(ReadOnlySpan<byte> indices)
    {
        Emit(ClearCode);
        int prefix = indices[0];
        foreach (byte index in indices[1..])
        {
            if (_codes.TryGetValue((prefix, index), out int code))
            {
                prefix = code;
                continue;
            }
            Emit(prefix);
            Learn(prefix, index);
            prefix = index;
        }
        Emit(prefix);
        // The reader has learned one more string by then, which may need another bit.
        if (_next == 1 << _codeBits && _codeBits < MostBits)
            _codeBits++;
        Emit(ClearCode + 1);
        Flush();
    }

    private void Learn(int prefix, byte index)
    {
        if (_next == MostCodes)
        {
            Emit(ClearCode);
            Clear();
            return;
        }
        // The reader learns a string one code later, so that the bits grow when the code after the last is used.
        if (_next == 1 << _codeBits)
            _codeBits++;
        _codes[(prefix, index)] = _next++;
    }

    private void Clear()
    {
        _codes.Clear();
        (_next, _codeBits) = (ClearCode + 2, _indexBits + 1);
    }

    private void Emit(int code)
    {
        _bits |= code << _bitCount;
        _bitCount += _codeBits;
        for (; _bitCount >= 8; _bitCount -= 8, _bits >>= 8)
            Put((byte)_bits);
    }

    private void Put(byte value)
    {
        _block[_blockLength++] = value;
        if (_blockLength == BlockSize)
            WriteBlock();
    }

    private void Flush()
    {
        if (_bitCount > 0)
            Put((byte)_bits);
        if (_blockLength > 0)
            WriteBlock();
        _file.WriteByte(0);
    }

    private void WriteBlock()
    {
        _file.WriteByte((byte)_blockLength);
        _file.Write(_block, 0, _blockLength);
        _blockLength = 0;
    }
}

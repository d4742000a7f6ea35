using System.Globalization;
using System.IO.Compression;

namespace Microsoft.ML.Vae.Idx;

/// <summary>
/// An open IDX file, plain or compressed by gzip, whichever the first bytes say. It must be exactly as long as its header promises.
/// </summary>
internal sealed class IdxFile : IDisposable
{
    private readonly string _path;
    private readonly FileStream _file;
    private readonly Stream _content;

    private IdxFile(string path, Func<Stream, IdxHeader> readHeader)
    {
        _path = path;
        _file = File.OpenRead(path);
        _content = _file;
        try
        {
            IsCompressed = StartsAsGzip(_file);
            if (IsCompressed)
                _content = new GZipStream(_file, CompressionMode.Decompress);
            Header = Undamaged(() => readHeader(_content));
            PayloadLength = FindPayloadLength();
            if (!IsCompressed && _file.Length - Header.Length is var present && present != PayloadLength)
                throw WrongLength(present.ToString(CultureInfo.InvariantCulture));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public IdxHeader Header { get; }

    /// <summary>The bytes of all elements.</summary>
    public long PayloadLength { get; }

    /// <summary>Whether it can be read from its beginning alone.</summary>
    public bool IsCompressed { get; }

    /// <summary>Opens a file that must have the given type and rank.</summary>
    /// <exception cref="IdxFormatException">The file is damaged or is something else.</exception>
    public static IdxFile Open(string path, IdxType type, int rank) => new(path, stream => IdxHeader.Read(stream, path, type, rank));

    /// <summary>Opens a file of any type and of any rank from 2.</summary>
    /// <exception cref="IdxFormatException">The file is damaged or is something else.</exception>
    public static IdxFile OpenRows(string path) => new(path, stream => IdxHeader.ReadRows(stream, path));

    /// <summary>Goes to a byte of the elements; of a plain file.</summary>
    public void Seek(long offset) => _file.Position = Header.Length + offset;

    /// <summary>Reads as many bytes as there are, at most as many as asked for.</summary>
    public int ReadUpTo(Span<byte> bytes)
    {
        try
        {
            return _content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException e)
        {
            throw Damaged(e);
        }
    }

    /// <summary>Reads bytes that must be there.</summary>
    public void Read(Span<byte> bytes)
    {
        int got = ReadUpTo(bytes);
        if (got < bytes.Length)
            throw WrongLength(string.Create(CultureInfo.InvariantCulture, $"{bytes.Length - got} too few"));
    }

    /// <summary>The file must end here.</summary>
    public void CheckEnd()
    {
        if (Undamaged(_content.ReadByte) >= 0)
            throw WrongLength("more");
    }

    public IdxFormatException WrongLength(string got) =>
        new(_path, $"its dimensions {Dimensions} ask for {PayloadLength} bytes after the header, got {got}.");

    /// <summary>The error for more bytes than can be had at once.</summary>
    public IdxFormatException TooLarge(Exception? cause = null) =>
        new(_path, $"its dimensions {Dimensions} need more than {Array.MaxLength} bytes.", cause);

    public void Dispose()
    {
        _content.Dispose();
        _file.Dispose();
    }

    private string Dimensions => string.Join(" x ", Header.Dimensions);

    private long FindPayloadLength()
    {
        try
        {
            return Header.PayloadLength;
        }
        catch (OverflowException e)
        {
            throw TooLarge(e);
        }
    }

    private T Undamaged<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException e)
        {
            throw Damaged(e);
        }
    }

    private IdxFormatException Damaged(InvalidDataException cause) => new(_path, "its gzip compression is damaged.", cause);

    private static bool StartsAsGzip(FileStream file)
    {
        bool gzip = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return gzip;
    }
}

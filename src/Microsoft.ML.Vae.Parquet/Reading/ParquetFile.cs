using ParquetSharp;

namespace Microsoft.ML.Vae.Parquet.Reading;

/// <summary>Opens Parquet files, and says which file an error is of.</summary>
internal static class ParquetFile
{
    private const int BufferBytes = 1 << 20;   // of the file's bytes, for each column

    public static ParquetFileReader Open(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no file '{path}'.");
        using ReaderProperties properties = ReaderProperties.GetDefaultReaderProperties();
        properties.EnableBufferedStream();   // else whole column chunks are read into memory
        properties.BufferSize = BufferBytes;
        return Read(path, () => new ParquetFileReader(path, properties));
    }

    /// <summary>Does what may find the file damaged.</summary>
    public static T Read<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ParquetException e)
        {
            throw new FormatException($"'{path}' is not a usable Parquet file: {Reason(e.Message)}", e);
        }
    }

    // Around it stands the name of a type of the native library.
    private static string Reason(string message)
    {
        const string start = "(message: '", end = "')";
        int from = message.IndexOf(start, StringComparison.Ordinal);
        string reason = from < 0 ? message : message[(from + start.Length)..].TrimEnd();
        return (reason.EndsWith(end, StringComparison.Ordinal) ? reason[..^end.Length] : reason).Trim().ReplaceLineEndings(" ");
    }
}

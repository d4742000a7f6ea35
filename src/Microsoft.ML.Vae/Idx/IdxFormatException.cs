namespace Microsoft.ML.Vae.Idx;

/// <summary>A file that is not the IDX file it should be; the message names the file, what was wanted and what was got.</summary>
internal sealed class IdxFormatException : FormatException
{
    public IdxFormatException(string path, string fault, Exception? cause = null)
        : base($"'{path}' is not a usable IDX file: {fault}", cause)
    {
    }
}

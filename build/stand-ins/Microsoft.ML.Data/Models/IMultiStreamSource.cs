namespace Microsoft.ML.Data;

/// <summary>Several streams, usually files, which a loader reads.</summary>
public interface IMultiStreamSource
{
    int Count { get; }

    string GetPathOrNull(int index);

    Stream Open(int index);

    TextReader OpenTextReader(int index);
}

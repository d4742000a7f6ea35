using System.Text;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Where a component reads itself back from.</summary>
internal sealed partial class ModelLoadContext : IDisposable
{
    public const string ModelStreamName = "Model.key";

    public readonly RepositoryReader Repository;
    public readonly string Directory;
    public readonly BinaryReader Reader;
    public readonly string[] Strings;
    public readonly string LoaderAssemblyName;
    internal ModelHeader Header;
    public readonly long FpMin;

    private readonly IExceptionContext _ectx;

    internal ModelLoadContext(RepositoryReader rep, Repository.Entry ent, string dir)
    {
        Contracts.CheckValue(rep, nameof(rep));
        Repository = rep;
        _ectx = rep.ExceptionContext;
        _ectx.CheckValue(ent, nameof(ent));
        Directory = dir;
        Reader = new BinaryReader(ent.Stream, Encoding.UTF8, leaveOpen: true);
        Header = ModelHeader.BeginRead(Reader, out FpMin, out Strings, out LoaderAssemblyName);
    }

    internal ModelLoadContext(BinaryReader reader, IExceptionContext ectx = null)
    {
        _ectx = ectx;
        _ectx.CheckValue(reader, nameof(reader));
        Reader = reader;
        Header = ModelHeader.BeginRead(Reader, out FpMin, out Strings, out LoaderAssemblyName);
    }

    public bool InRepository => Repository != null;

    public void CheckAtModel() => _ectx.Check(Reader.BaseStream.Position == FpMin + Header.FpModel);

    public void CheckAtModel(VersionInfo ver)
    {
        CheckAtModel();
        CheckVersionInfo(ver);
    }

    public void CheckVersionInfo(VersionInfo ver) => Header.CheckVersionInfo(ver);

    public string LoadStringOrNull()
    {
        var id = Reader.ReadInt32();
        _ectx.CheckDecode(id >= -1 && id < StringCount);
        return id < 0 ? null : Strings[id];
    }

    public string LoadString()
    {
        var id = Reader.ReadInt32();
        Contracts.CheckDecode(id >= 0 && id < StringCount);
        return Strings[id];
    }

    public string LoadNonEmptyString()
    {
        var id = Reader.ReadInt32();
        _ectx.CheckDecode(id >= 0 && id < StringCount);
        _ectx.CheckDecode(Strings[id].Length > 0);
        return Strings[id];
    }

    public void Done()
    {
        Header.EndRead(Reader, FpMin);
        Dispose();
    }

    /// <summary>Outside a repository the reader belongs to the caller.</summary>
    public void Dispose()
    {
        if (InRepository)
            Reader.Dispose();
    }

    private int StringCount => Strings?.Length ?? 0;
}

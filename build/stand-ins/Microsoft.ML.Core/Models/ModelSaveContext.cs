using System.Text;
using Microsoft.ML.Internal.Utilities;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Where a component writes itself: a model stream of its own, and streams and sub-models beside it.</summary>
public sealed partial class ModelSaveContext : IDisposable
{
    internal readonly RepositoryWriter Repository;
    internal readonly string Directory;
    internal readonly BinaryWriter Writer;
    internal readonly NormStr.Pool Strings = new();
    internal ModelHeader Header;
    internal readonly long FpMin;

    private readonly Repository.Entry _entry;
    private readonly IExceptionContext _ectx;
    private string _loaderAssemblyName;

    internal ModelSaveContext(RepositoryWriter rep, string dir, string name)
    {
        Contracts.CheckValue(rep, nameof(rep));
        Repository = rep;
        _ectx = rep.ExceptionContext;
        _ectx.CheckNonEmpty(name, nameof(name));
        Directory = dir;
        _entry = rep.CreateEntry(dir, name);
        Writer = new BinaryWriter(_entry.Stream, Encoding.UTF8, leaveOpen: true);
        Header = ModelHeader.BeginWrite(Writer, out FpMin);
    }

    internal ModelSaveContext(BinaryWriter writer, IExceptionContext ectx = null)
    {
        _ectx = ectx;
        _ectx.CheckValue(writer, nameof(writer));
        Writer = writer;
        Header = ModelHeader.BeginWrite(Writer, out FpMin);
    }

    internal bool InRepository => Repository != null;

    internal void CheckAtModel() => _ectx.Check(Writer.BaseStream.Position == FpMin + Header.FpModel);

    internal void SetVersionInfo(VersionInfo ver)
    {
        Header.SetVersionInfo(ver);
        _loaderAssemblyName = ver.LoaderAssemblyName;
    }

    internal void Done()
    {
        _ectx.Check(Header.ModelSignature != 0, "ModelSignature not specified!");
        Header.EndWrite(Writer, FpMin, Strings, _loaderAssemblyName);
        Dispose();
    }

    /// <summary>Outside a repository the writer belongs to the caller.</summary>
    public void Dispose()
    {
        if (!InRepository)
            return;
        Writer.Dispose();
        _entry.Dispose();
    }
}

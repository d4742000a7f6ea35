using System.Reflection;
using System.Text;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

internal sealed partial class ModelLoadContext
{
    public static bool LoadModelOrNull<TRes, TSig>(
        IHostEnvironment env, out TRes result, RepositoryReader rep, string dir, params object[] extra)
        where TRes : class
    {
        Contracts.CheckValue(env, nameof(env));
        env.CheckValue(rep, nameof(rep));
        using var entry = rep.OpenEntryOrNull(dir, ModelStreamName);
        if (entry == null)
        {
            result = null;
            return false;
        }
        LoadModel<TRes, TSig>(env, out result, rep, entry, dir, extra);
        return true;
    }

    public static void LoadModel<TRes, TSig>(
        IHostEnvironment env, out TRes result, RepositoryReader rep, string dir, params object[] extra)
        where TRes : class
    {
        if (!LoadModelOrNull<TRes, TSig>(env, out result, rep, dir, extra))
            throw env.ExceptDecode("Corrupt model file");
    }

    public bool LoadModelOrNull<TRes, TSig>(IHostEnvironment env, out TRes result, string name, params object[] extra)
        where TRes : class
    {
        _ectx.CheckValue(env, nameof(env));
        _ectx.Check(InRepository, "Can't load a sub-model when reading from a single stream");
        return LoadModelOrNull<TRes, TSig>(env, out result, Repository, Path.Combine(Directory ?? "", name), extra);
    }

    public void LoadModel<TRes, TSig>(IHostEnvironment env, out TRes result, string name, params object[] extra)
        where TRes : class
    {
        if (!LoadModelOrNull<TRes, TSig>(env, out result, name, extra))
            throw _ectx.ExceptDecode("Corrupt model file");
    }

    public static void LoadModel<TRes, TSig>(
        IHostEnvironment env, out TRes result, RepositoryReader rep, Repository.Entry ent, string dir, params object[] extra)
        where TRes : class
    {
        Contracts.CheckValue(env, nameof(env));
        env.CheckValue(rep, nameof(rep));
        using var ctx = new ModelLoadContext(rep, ent, dir);
        if (!ctx.TryCreate<TRes, TSig>(env, out result, extra))
            throw env.ExceptDecode("Couldn't load model: '{0}'", dir);
    }

    public static void LoadModel<TRes, TSig>(IHostEnvironment env, out TRes result, Stream stream, params object[] extra)
        where TRes : class
    {
        Contracts.CheckValue(env, nameof(env));
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        LoadModel<TRes, TSig>(env, out result, reader, extra);
    }

    public static void LoadModel<TRes, TSig>(IHostEnvironment env, out TRes result, BinaryReader reader, params object[] extra)
        where TRes : class
    {
        Contracts.CheckValue(env, nameof(env));
        using var ctx = new ModelLoadContext(reader);
        if (!ctx.TryCreate<TRes, TSig>(env, out result, extra))
            throw Contracts.ExceptDecode("Couldn't load model");
    }

    /// <summary>Tries the component that the stream names, then the one that it names as an alternative.</summary>
    private bool TryCreate<TRes, TSig>(IHostEnvironment env, out TRes result, object[] extra)
        where TRes : class
    {
        if (!string.IsNullOrEmpty(LoaderAssemblyName))
            env.ComponentCatalog.RegisterAssembly(Assembly.Load(LoaderAssemblyName));
        object[] args = [this, .. extra];
        foreach (var name in new[] { Header.LoaderSignature, Header.LoaderSignatureAlt })
        {
            if (string.IsNullOrWhiteSpace(name) || !env.ComponentCatalog.TryCreateInstance(env, typeof(TSig), name, args, out var instance))
                continue;
            result = instance as TRes;
            if (result == null)
                continue;
            Done();
            return true;
        }
        Reader.BaseStream.Position = FpMin;
        result = null;
        return false;
    }
}

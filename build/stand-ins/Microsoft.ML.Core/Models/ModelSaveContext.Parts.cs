using System.Text;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public sealed partial class ModelSaveContext
{
    internal void SaveTextStream(string name, Action<TextWriter> action)
    {
        CheckStream(name, action);
        using var entry = Repository.CreateEntry(Directory, name);
        using var writer = Repository.OpenText(entry);
        action(writer);
    }

    internal void SaveBinaryStream(string name, Action<BinaryWriter> action)
    {
        CheckStream(name, action);
        using var entry = Repository.CreateEntry(Directory, name);
        using var writer = new BinaryWriter(entry.Stream, Encoding.UTF8, leaveOpen: true);
        action(writer);
    }

    internal void SaveModel<T>(T value, string name)
        where T : class
    {
        _ectx.Check(InRepository, "Can't save a sub-model when writing to a single stream");
        SaveModel(Repository, value, Path.Combine(Directory ?? "", name));
    }

    /// <summary>Saves nothing when there is no value, or when it cannot save itself.</summary>
    internal static void SaveModel<T>(RepositoryWriter rep, T value, string path)
        where T : class
    {
        if (value is not ICanSaveModel model)
            return;
        using var ctx = new ModelSaveContext(rep, path, ModelLoadContext.ModelStreamName);
        model.Save(ctx);
        ctx.Done();
    }

    internal static void Save(BinaryWriter writer, Action<ModelSaveContext> fn)
    {
        Contracts.CheckValue(writer, nameof(writer));
        Contracts.CheckValue(fn, nameof(fn));
        using var ctx = new ModelSaveContext(writer);
        fn(ctx);
        ctx.Done();
    }

    internal void SaveSubModel(string dir, Action<ModelSaveContext> fn)
    {
        _ectx.Check(InRepository, "Can't save a sub-model when writing to a single stream");
        _ectx.CheckNonEmpty(dir, nameof(dir));
        _ectx.CheckValue(fn, nameof(fn));
        using var ctx = new ModelSaveContext(Repository, Path.Combine(Directory ?? "", dir), ModelLoadContext.ModelStreamName);
        fn(ctx);
        ctx.Done();
    }

    private void CheckStream(string name, Delegate action)
    {
        _ectx.Check(InRepository, "Can't save a text stream when writing to a single stream");
        _ectx.CheckNonEmpty(name, nameof(name));
        _ectx.CheckValue(action, nameof(action));
    }
}

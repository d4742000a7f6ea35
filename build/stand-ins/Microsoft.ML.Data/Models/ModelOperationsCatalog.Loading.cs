using Microsoft.ML.Data;
using Microsoft.ML.Data.IO;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public sealed partial class ModelOperationsCatalog
{
    public ITransformer Load(Stream stream, out DataViewSchema inputSchema)
    {
        _env.CheckValue(stream, nameof(stream));
        using var repository = RepositoryReader.Open(stream, _env);
        inputSchema = LoadSchemaOrNull(repository);
        if (inputSchema != null)
        {
            ModelLoadContext.LoadModel<ITransformer, SignatureLoadModel>(_env, out var model, repository, TransformerFolder);
            return model;
        }
        if (ModelLoadContext.LoadModelOrNull<IDataLoader<IMultiStreamSource>, SignatureLoadModel>(_env, out var loader, repository, null))
        {
            inputSchema = loader.GetOutputSchema();
            return new TransformerChain<ITransformer>();
        }
        if (ModelLoadContext.LoadModelOrNull<ITransformer, SignatureLoadModel>(_env, out var bare, repository, TransformerFolder))
            return bare;
        throw _env.Except(ExceptLegacy(repository), "Could not load legacy format model");
    }

    public ITransformer Load(string filePath, out DataViewSchema inputSchema)
    {
        _env.CheckNonEmpty(filePath, nameof(filePath));
        using var stream = File.OpenRead(filePath);
        return Load(stream, out inputSchema);
    }

    private DataViewSchema LoadSchemaOrNull(RepositoryReader repository)
    {
        using var entry = repository.OpenEntryOrNull(SchemaEntry);
        return entry == null ? null : SchemaReader.Read(_env, entry.Stream);
    }

    private static Exception ExceptLegacy(RepositoryReader repository)
        => repository.ExceptionContext.Except("Repository doesn't contain entry {0}", Path.Combine("DataLoaderModel", "Model.key"));
}

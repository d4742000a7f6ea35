using Microsoft.ML.Data.IO;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public sealed partial class ModelOperationsCatalog
{
    private const string SchemaEntry = "Schema";
    private const string TransformerFolder = "TransformerChain";

    public void Save(ITransformer model, DataViewSchema inputSchema, Stream stream)
    {
        _env.CheckValue(stream, nameof(stream));
        using var repository = RepositoryWriter.CreateNew(stream, _env);
        ModelSaveContext.SaveModel(repository, model, TransformerFolder);
        if (inputSchema != null)
            SaveSchema(inputSchema, repository);
        repository.Commit();
    }

    public void Save(ITransformer model, DataViewSchema inputSchema, string filePath)
    {
        _env.CheckNonEmpty(filePath, nameof(filePath));
        using var stream = File.Create(filePath);
        Save(model, inputSchema, stream);
    }

    private void SaveSchema(DataViewSchema schema, RepositoryWriter repository)
    {
        using var ch = _env.Start("Saving Schema");
        using var entry = repository.CreateEntry(SchemaEntry);
        SchemaWriter.Write(ch, schema, entry.Stream, keepHidden: true);
    }
}

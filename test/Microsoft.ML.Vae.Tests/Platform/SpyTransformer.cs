using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Platform;

/// <summary>Changes nothing, maps no rows, and writes down what is asked of it.</summary>
internal sealed class SpyTransformer(string name, List<string> notes) : ITransformer, IDisposable
{
    public bool IsRowToRowMapper => false;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inputSchema;

    public IDataView Transform(IDataView input)
    {
        notes.Add($"transform {name}");
        return input;
    }

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => throw new NotSupportedException();

    public void Save(ModelSaveContext ctx) => throw new NotSupportedException();

    public void Dispose() => notes.Add($"dispose {name}");
}

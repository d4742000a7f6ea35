using Microsoft.ML.Data.IO;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A transformer that scores with a model and remembers the schema it was trained on.</summary>
public abstract class PredictionTransformerBase<TModel> : IPredictionTransformer<TModel>, IDisposable
    where TModel : class
{
    private const string ModelDirectory = "Model";
    private const string TrainSchemaStream = "TrainSchema";

    private protected PredictionTransformerBase(IHost host, TModel model, DataViewSchema trainSchema)
    {
        Host = host;
        Host.CheckValue(model, nameof(model));
        Host.CheckValue(trainSchema, nameof(trainSchema));
        Model = model;
        TrainSchema = trainSchema;
    }

    // Beside the body: the model in `Model`, the training schema in the stream `TrainSchema`.
    private protected PredictionTransformerBase(IHost host, ModelLoadContext ctx)
    {
        Host = host;
        ctx.LoadModel<TModel, SignatureLoadModel>(host, out var model, ModelDirectory);
        Model = model;
        ctx.TryLoadBinaryStream(TrainSchemaStream, reader => TrainSchema = SchemaReader.Read(host, reader.BaseStream));
    }

    public TModel Model { get; }

    bool ITransformer.IsRowToRowMapper => true;

    internal DataViewSchema TrainSchema { get; private set; }

    private protected IHost Host { get; }

    public abstract DataViewSchema GetOutputSchema(DataViewSchema inputSchema);

    public IDataView Transform(IDataView input)
    {
        Host.CheckValue(input, nameof(input));
        return new MappedView(Host, input, MakeRowMapper(input.Schema));
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
    {
        Host.CheckValue(inputSchema, nameof(inputSchema));
        return new MappedView(Host, new EmptyDataView(Host, inputSchema), MakeRowMapper(inputSchema));
    }

    public void Dispose()
    {
        (Model as IDisposable)?.Dispose();
        GC.SuppressFinalize(this);
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        Host.CheckValue(ctx, nameof(ctx));
        ctx.CheckAtModel();
        ctx.SetVersionInfo(GetVersionInfo());
        ctx.SaveModel(Model, ModelDirectory);
        ctx.SaveBinaryStream(TrainSchemaStream, writer =>
        {
            using var channel = Host.Start("Saving train schema");
            SchemaWriter.Write(channel, TrainSchema, writer.BaseStream);
        });
        SaveBody(ctx);
    }

    private protected abstract VersionInfo GetVersionInfo();

    private protected abstract void SaveBody(ModelSaveContext ctx);

    private protected abstract IRowMapper MakeRowMapper(DataViewSchema inputSchema);
}

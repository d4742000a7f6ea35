using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms.Image;

[assembly: LoadableClass(typeof(VectorToImageConvertingTransformer), null, typeof(SignatureLoadModel), "Vector To Image Transform", VectorToImageConvertingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms.Image;

/// <summary>Makes images of vectors.</summary>
public sealed partial class VectorToImageConvertingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "VectorToImageConverter";

    internal VectorToImageConvertingTransformer(IHost host, params VectorToImageConvertingEstimator.ColumnOptions[] columns)
        : base(host, [.. columns.Select(column => (column.Name, column.InputColumnName))])
        => Columns = columns;

    private VectorToImageConvertingTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ColumnPairStream.Load(ctx))
        => Columns = Array.ConvertAll(ColumnPairs, pair => VectorToImageConvertingEstimator.ColumnOptions.Load(pair.Output, pair.Input, ctx));

    internal VectorToImageConvertingEstimator.ColumnOptions[] Columns { get; }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "VECTOIMG",
        verWrittenCur: 0x00010003,
        verReadableCur: 0x00010002,
        verWeCanReadBack: 0x00010003,
        loaderAssemblyName: typeof(VectorToImageConvertingTransformer).Assembly.FullName,
        loaderSignature: LoaderSignature);

    // Body: the pairs, then each column's options.
    private static VectorToImageConvertingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        Contracts.CheckValue(env, nameof(env));
        var host = env.Register("VectorToImageConverter");
        host.CheckValue(ctx, nameof(ctx));
        ctx.CheckAtModel(GetVersionInfo());
        return new VectorToImageConvertingTransformer(host, ctx);
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        Host.CheckValue(ctx, nameof(ctx));
        ctx.CheckAtModel();
        ctx.SetVersionInfo(GetVersionInfo());
        ColumnPairStream.Save(ctx, ColumnPairs);
        foreach (var column in Columns)
            column.Save(ctx);
    }

    private protected override IRowMapper MakeRowMapper(DataViewSchema inputSchema) =>
        new Mapper(this, ImageColumns.Bind(Host, inputSchema, ColumnPairs, CheckInput));

    private void CheckInput(DataViewSchema.Column column, int pair)
    {
        var options = Columns[pair];
        if (column.Type is not VectorDataViewType vector)
            throw Host.ExceptSchemaMismatch("inputSchema", "input", column.Name, "image", column.Type.ToString());
        if (vector.Size == options.Type.Height * options.Type.Width * options.Planes)
            return;
        var expected = new VectorDataViewType(vector.ItemType, options.Type.Height, options.Type.Width, options.Planes);
        throw Host.ExceptSchemaMismatch("inputSchema", "input", column.Name, expected.ToString(), vector.ToString());
    }
}

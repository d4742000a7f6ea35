using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass(
    typeof(PrincipalComponentAnalysisTransformer), null, typeof(SignatureLoadModel),
    "Principal Component Analysis Transform", PrincipalComponentAnalysisTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Projects vectors onto the directions in which they vary most.</summary>
public sealed class PrincipalComponentAnalysisTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "PcaTransform";

    private const int FirstVersion = 0x00010001;

    private readonly Projection[] _projections;

    private PrincipalComponentAnalysisTransformer(IHost host, IDataView input, PrincipalComponentAnalyzer.ColumnOptions[] columns)
        : base(host, Pairs(columns))
    {
        var samples = Array.ConvertAll(columns, options => SketchedColumn.Bind(host, input.Schema, options));
        _projections = RandomizedPca.Train(host, input, samples);
    }

    // Body: in version 1.1 the size of a number (Int32, 4); the column pairs; then each column's projection (see Projection).
    private PrincipalComponentAnalysisTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx)
        => _projections = Array.ConvertAll(ColumnPairs, _ => Projection.Load(ctx));

    internal static PrincipalComponentAnalysisTransformer Train(
        IHostEnvironment env, IDataView input, PrincipalComponentAnalyzer.ColumnOptions[] columns) =>
        new(env.Register(nameof(PrincipalComponentAnalysisTransformer)), input, columns);

    /// <summary>What can be projected: a vector of known size, of at least two items of type Single.</summary>
    internal static void CheckInput(IExceptionContext context, string name, DataViewType type)
    {
        if (type is not VectorDataViewType { Size: > 1 } vector || !vector.ItemType.Equals(NumberDataViewType.Single))
        {
            throw context.ExceptSchemaMismatch(
                "inputSchema", "input", name, "known-size vector of Single of two or more items", type.ToString());
        }
    }

    private static (string Output, string Input)[] Pairs(PrincipalComponentAnalyzer.ColumnOptions[] columns)
    {
        Contracts.CheckValue(columns, nameof(columns));
        return Array.ConvertAll(columns, options => (options.Name, options.InputColumnName));
    }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "PCA FUNC",
        verWrittenCur: 0x00010002,
        verReadableCur: 0x00010002,
        verWeCanReadBack: FirstVersion,
        loaderAssemblyName: typeof(PrincipalComponentAnalysisTransformer).Assembly.FullName,
        loaderSignature: LoaderSignature);

    private static PrincipalComponentAnalysisTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        Contracts.CheckValue(env, nameof(env));
        var host = env.Register(nameof(PrincipalComponentAnalysisTransformer));
        host.CheckValue(ctx, nameof(ctx));
        ctx.CheckAtModel(GetVersionInfo());
        if (ctx.Header.ModelVerWritten == FirstVersion)
            env.CheckDecode(ctx.Reader.ReadInt32() == sizeof(float));
        return new PrincipalComponentAnalysisTransformer(host, ctx);
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        Host.CheckValue(ctx, nameof(ctx));
        ctx.CheckAtModel();
        ctx.SetVersionInfo(GetVersionInfo());
        SaveColumns(ctx);
        foreach (var projection in _projections)
            projection.Save(ctx.Writer);
    }

    private protected override IRowMapper MakeRowMapper(DataViewSchema inputSchema)
    {
        var inputs = FindInputs(inputSchema);
        for (var i = 0; i < inputs.Length; i++)
        {
            CheckInput(Host, inputs[i].Name, inputs[i].Type);
            var trained = new VectorDataViewType(NumberDataViewType.Single, _projections[i].Dimension);
            if (((VectorDataViewType)inputs[i].Type).Size != trained.Size)
            {
                throw Host.ExceptSchemaMismatch(
                    nameof(inputSchema), "input", inputs[i].Name, trained.ToString(), inputs[i].Type.ToString());
            }
        }

        return new ProjectingMapper(Host, Array.ConvertAll(ColumnPairs, pair => pair.Output), inputs, _projections);
    }
}

using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass(typeof(NormalizingTransformer), null, typeof(SignatureLoadModel), "", NormalizingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Scales columns.</summary>
public sealed partial class NormalizingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "Normalizer";

    private readonly NormalizedColumn[] _columns;

    internal NormalizingTransformer(IHostEnvironment env, NormalizedColumn[] columns)
        : base(env.Register(nameof(NormalizingTransformer)), Array.ConvertAll(columns, column => (column.Output, column.Input)))
        => _columns = columns;

    // Body: the column pairs, then each column (see NormalizedColumnFile).
    private NormalizingTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx)
        => _columns = [.. ColumnPairs.Select((names, i) => NormalizedColumnFile.Read(host, ctx, names, i))];

    public NormalizerModelParametersBase GetNormalizerModelParameters(int index)
    {
        Contracts.CheckUserArg(
            index >= 0 && index < _columns.Length,
            nameof(index),
            $"Not valid. Valid range is from 0 (inclusive) to {_columns.Length} (exclusive) but got {index}.");
        return _columns[index].Function.Parameters;
    }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "NORMALZR",
        verWrittenCur: 0x00010002,
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderAssemblyName: typeof(NormalizingTransformer).Assembly.FullName,
        loaderSignature: LoaderSignature);

    private static NormalizingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        Contracts.CheckValue(env, nameof(env));
        env.CheckValue(ctx, nameof(ctx));
        ctx.CheckAtModel(GetVersionInfo());
        return new NormalizingTransformer(env.Register(nameof(NormalizingTransformer)), ctx);
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        Host.CheckValue(ctx, nameof(ctx));
        ctx.CheckAtModel();
        ctx.SetVersionInfo(GetVersionInfo());
        SaveColumns(ctx);
        for (var i = 0; i < _columns.Length; i++)
            NormalizedColumnFile.Write(ctx, _columns[i], i);
    }

    private protected override IRowMapper MakeRowMapper(DataViewSchema inputSchema)
    {
        var inputs = FindInputs(inputSchema);
        Array.ForEach(inputs, CheckType);
        return new Mapper(_columns, inputs);
    }

    private void CheckType(DataViewSchema.Column input)
    {
        const string Expected = "scalar or known-size vector of Single";
        if (input.Type is VectorDataViewType { IsKnownSize: false })
            throw Host.ExceptSchemaMismatch("inputSchema", "input", input.Name, Expected, "variable-size vector");
        var itemType = input.Type is VectorDataViewType vector ? vector.ItemType : input.Type;
        if (!itemType.Equals(NumberDataViewType.Single) && !itemType.Equals(NumberDataViewType.Double))
            throw Host.ExceptSchemaMismatch("inputSchema", "input", input.Name, Expected, input.Type.ToString());
    }

    private sealed class Mapper(NormalizedColumn[] columns, DataViewSchema.Column[] inputs) : IRowMapper
    {
        public DataViewSchema.DetachedColumn[] OutputColumns { get; } = [.. columns.Select((column, i) =>
            new DataViewSchema.DetachedColumn(column.Output, column.Type, AnnotationsOver(inputs[i])))];

        public IEnumerable<int> GetDependencies(int output) => [inputs[output].Index];

        public Delegate[] CreateGetters(DataViewRow input, bool[] active) =>
            [.. columns.Select((column, i) => active[i] ? column.Function.GetterOver(input, inputs[i]) : null)];

        private static DataViewSchema.Annotations AnnotationsOver(DataViewSchema.Column input)
        {
            var builder = new DataViewSchema.Annotations.Builder();
            builder.Add(AnnotationUtils.Kinds.IsNormalized, BooleanDataViewType.Instance, (ValueGetter<bool>)((ref bool value) => value = true));
            builder.Add(input.Annotations, kind => kind == AnnotationUtils.Kinds.SlotNames);
            return builder.ToAnnotations();
        }
    }
}

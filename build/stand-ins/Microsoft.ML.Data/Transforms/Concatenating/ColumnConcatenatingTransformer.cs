using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(ColumnConcatenatingTransformer), null, typeof(SignatureLoadModel), "", ColumnConcatenatingTransformer.LoaderSignature)]

namespace Microsoft.ML.Data;

/// <summary>Joins columns into vectors.</summary>
public sealed class ColumnConcatenatingTransformer : RowToRowTransformerBase
{
    internal const string LoaderSignature = "ConcatTransform";

    private readonly Concatenation[] _columns;

    internal ColumnConcatenatingTransformer(IHostEnvironment env, params Concatenation[] columns)
        : base(env.Register(nameof(ColumnConcatenatingTransformer)))
    {
        _columns = columns;
    }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "CONCAT F",
        verWrittenCur: 0x00010003,
        verReadableCur: 0x00010003,
        verWeCanReadBack: 0x00010003,
        loaderAssemblyName: typeof(ColumnConcatenatingTransformer).Assembly.FullName,
        loaderSignature: LoaderSignature,
        loaderSignatureAlt: "ConcatFunction");

    // Body: the number of output columns (Int32), then the columns.
    private static ColumnConcatenatingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        Contracts.CheckValue(env, nameof(env));
        env.CheckValue(ctx, nameof(ctx));
        ctx.CheckAtModel(GetVersionInfo());
        var count = ctx.Reader.ReadInt32();
        Contracts.CheckDecode(count > 0);
        var columns = new Concatenation[count];
        for (var i = 0; i < count; i++)
            columns[i] = Concatenation.Load(ctx);
        return new ColumnConcatenatingTransformer(env, columns);
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        Host.CheckValue(ctx, nameof(ctx));
        ctx.CheckAtModel();
        ctx.SetVersionInfo(GetVersionInfo());
        ctx.Writer.Write(_columns.Length);
        foreach (var column in _columns)
            column.Save(ctx);
    }

    private protected override IRowMapper MakeRowMapper(DataViewSchema inputSchema) =>
        new Mapper(Array.ConvertAll(_columns, column => BoundConcatenation.Bind(Host, inputSchema, column)));

    private sealed class Mapper(BoundConcatenation[] columns) : IRowMapper
    {
        public DataViewSchema.DetachedColumn[] OutputColumns { get; } = Array.ConvertAll(columns, column => column.MakeColumn());

        public IEnumerable<int> GetDependencies(int output) => columns[output].Inputs.Select(input => input.Index);

        public Delegate[] CreateGetters(DataViewRow input, bool[] active) =>
            [.. columns.Select((column, i) => active[i] ? column.MakeGetter(input) : null)];
    }
}

using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass(typeof(ColumnSelectingTransformer), null, typeof(SignatureLoadModel), "", ColumnSelectingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Keeps the named columns, in the order of the names, or all but the named ones.</summary>
public sealed class ColumnSelectingTransformer : ITransformer
{
    internal const string LoaderSignature = "SelectColumnsTransform";

    private readonly IHost _host;
    private readonly string[] _columns;
    private readonly bool _keep;
    private readonly bool _keepHidden;
    private readonly bool _ignoreMissing;

    private ColumnSelectingTransformer(IHostEnvironment env, string[] columns, bool keep, bool keepHidden, bool ignoreMissing)
    {
        Contracts.CheckValue(env, nameof(env));
        _host = env.Register(nameof(ColumnSelectingTransformer));
        _columns = columns;
        _keep = keep;
        _keepHidden = keepHidden;
        _ignoreMissing = ignoreMissing;
    }

    bool ITransformer.IsRowToRowMapper => true;

    internal static ColumnSelectingTransformer Make(IHostEnvironment env, string[] keepColumns, string[] dropColumns, bool keepHidden)
    {
        var keep = keepColumns is { Length: > 0 };
        var drop = dropColumns is { Length: > 0 };
        env.Check(!(keep && drop), "Both keepColumns and dropColumns are set. Exactly one can be specified.");
        env.Check(keep || drop, "Neither keepColumns and dropColumns is set. Exactly one must be specified.");
        return new ColumnSelectingTransformer(env, keep ? keepColumns : dropColumns, keep, keepHidden, ignoreMissing: false);
    }

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        return Select(inputSchema, nameof(inputSchema)).OutputSchema;
    }

    public IDataView Transform(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        return new SelectedColumnsView(_host, input, Select(input.Schema, nameof(input)));
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        return new SelectedColumnsView(_host, new EmptyDataView(_host, inputSchema), Select(inputSchema, nameof(inputSchema)));
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(GetVersionInfo());
        ctx.Writer.Write(_keep);
        ctx.Writer.Write(_keepHidden);
        ctx.Writer.Write(_ignoreMissing);
        ctx.Writer.Write(_columns.Length);
        foreach (var column in _columns)
            ctx.SaveNonEmptyString(column);
    }

    internal bool IsKept(string name) => _columns.Contains(name) == _keep;

    internal void CheckPresent(IEnumerable<string> names, string paramName)
    {
        var missing = _columns.Except(names).ToList();
        if (!_ignoreMissing && missing.Count > 0)
            throw _host.ExceptSchemaMismatch(paramName, "input", string.Join(",", missing));
    }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "SELCOLST",
        verWrittenCur: 0x00010001,
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderAssemblyName: typeof(ColumnSelectingTransformer).Assembly.FullName,
        loaderSignature: LoaderSignature);

    // Body: keep, keep hidden, ignore missing (a byte each), the number of names (Int32), then the names (string ids).
    private static ColumnSelectingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(GetVersionInfo());
        var (keep, keepHidden, ignoreMissing) = (ctx.Reader.ReadBoolean(), ctx.Reader.ReadBoolean(), ctx.Reader.ReadBoolean());
        var columns = new string[ctx.Reader.ReadInt32()];
        for (var i = 0; i < columns.Length; i++)
            columns[i] = ctx.LoadNonEmptyString();
        return new ColumnSelectingTransformer(env, columns, keep, keepHidden, ignoreMissing);
    }

    private ColumnSelection Select(DataViewSchema schema, string paramName)
    {
        CheckPresent(schema.Select(column => column.Name), paramName);
        return _keep ? ColumnSelection.Keep(schema, _columns, _keepHidden) : ColumnSelection.Drop(schema, _columns);
    }
}

using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Reads rows until every column has seen as many as it may, or to the end.</summary>
internal static class NormalizerTraining
{
    public static NormalizingTransformer Run(IHostEnvironment env, IDataView data, MinMaxColumn[] columns)
    {
        var inputs = Array.ConvertAll(columns, column => data.Schema.GetColumnOrNull(column.Input)
            ?? throw env.ExceptSchemaMismatch(nameof(data), "input", column.Input));
        IMinMaxBuilder[] builders;
        using (var progress = env.StartProgressChannel("Normalize"))
        {
            var rows = 0L;
            progress.SetHeader(new ProgressHeader("examples"), entry => entry.SetProgress(0, rows));
            using (var cursor = data.GetRowCursor(inputs))
            {
                builders = [.. inputs.Select((input, i) => BuilderFor(env.Register($"Column_{i:000}"), columns[i], cursor, input))];
                for (; cursor.MoveNext(); rows++)
                {
                    env.CheckAlive();
                    if (!ReadRow(builders))
                        break;
                }
            }

            progress.Checkpoint(rows);
        }

        return new NormalizingTransformer(
            env, [.. columns.Select((column, i) => new NormalizedColumn(column.Output, column.Input, inputs[i].Type, builders[i].Build()))]);
    }

    private static bool ReadRow(IMinMaxBuilder[] builders)
    {
        var any = false;
        foreach (var builder in builders)
            any |= builder.Read();
        return any;
    }

    private static IMinMaxBuilder BuilderFor(IHost host, MinMaxColumn column, DataViewRowCursor row, DataViewSchema.Column input)
    {
        if (input.Type == NumberDataViewType.Single)
            return new ScalarMinMaxBuilder<float>(column, row.GetGetter<float>(input));
        if (input.Type == NumberDataViewType.Double)
            return new ScalarMinMaxBuilder<double>(column, row.GetGetter<double>(input));
        if (input.Type is VectorDataViewType { IsKnownSize: true } vector)
        {
            if (vector.ItemType == NumberDataViewType.Single)
                return new VectorMinMaxBuilder<float>(host, column, vector.Size, row.GetGetter<VBuffer<float>>(input));
            if (vector.ItemType == NumberDataViewType.Double)
                return new VectorMinMaxBuilder<double>(host, column, vector.Size, row.GetGetter<VBuffer<double>>(input));
        }

        // The original's parameter has this name further in.
        throw host.ExceptParam(
            "srcType",
            "Wrong column type for input column. Expected: Single, Double, Vector of Single or Vector of Double. Got: {0}.",
            input.Type.ToString());
    }
}

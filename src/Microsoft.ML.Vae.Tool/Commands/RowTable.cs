using Microsoft.ML.Data;
using Microsoft.ML.Vae.Tool.Data;
using Microsoft.ML.Vae.Tool.Output;

namespace Microsoft.ML.Vae.Tool.Commands;

/// <summary>A CSV table with a line for each row of data, in a file or on the console.</summary>
internal sealed class RowTable(Terminal terminal, DataRows rows, string? path) : IDisposable
{
    private readonly CtrlC _interruption = new();

    /// <summary>Writes columns of numbers or vectors.</summary>
    public void Write(IEnumerable<string> header, IDataView view, params string[] columns)
    {
        var count = 0;
        if (path is null)
            WriteTo(terminal.Output);
        else
            OutputFile.WriteText(path, WriteTo);
        if (path is not null)
            terminal.Line($"wrote {path}: {count} rows ({OutputFile.Size(path)})");

        void WriteTo(TextWriter writer)
        {
            var csv = new CsvWriter(writer);
            IEnumerable<string> labelled = rows.Label is null ? ["name"] : ["name", "class"];
            csv.Write(labelled.Concat(header));
            using var cursor = view.GetRowCursor(columns.Select(name => view.Schema[name]));
            Func<IEnumerable<float>>[] getters = [.. columns.Select(name => Getter(cursor, view.Schema[name]))];
            for (; cursor.MoveNext(); count++)
            {
                _interruption.Token.ThrowIfCancellationRequested();
                IEnumerable<object?> names = rows.Label is { } label ? [rows.Name(count), label(count)] : [rows.Name(count)];
                csv.Write(names.Concat(getters.SelectMany(get => get()).Cast<object?>()));
            }
        }
    }

    public void Dispose() => _interruption.Dispose();

    private static Func<IEnumerable<float>> Getter(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is VectorDataViewType)
        {
            var get = row.GetGetter<VBuffer<float>>(column);
            VBuffer<float> values = default;
            return () =>
            {
                get(ref values);
                return values.DenseValues();
            };
        }
        var getNumber = row.GetGetter<float>(column);
        return () =>
        {
            float value = 0;
            getNumber(ref value);
            return [value];
        };
    }
}

using System.CommandLine;
using System.CommandLine.Parsing;
using System.Security.Cryptography;
using Microsoft.ML.Data;
using Microsoft.ML.Vae.Tool.Data;
using Microsoft.ML.Vae.Tool.Models;
using Microsoft.ML.Vae.Tool.Output;
using Microsoft.ML.Vae.Tool.Parts;

namespace Microsoft.ML.Vae.Tool.Commands;

/// <summary>A CSV table with a line for each row of data: on the console, in a file, or in the part that a share has in a folder.</summary>
internal sealed class RowTable(ToolCommand command, Terminal terminal)
{
    private readonly Option<DataShard?> _shard = ShardOption.Create();
    private readonly Option<string?> _output = CommandArguments.Output(
        "The file to write: Parquet if its name ends in .parquet, else CSV; with --shard, the folder of the parts, which are CSV. "
        + "Without it the rows are printed.");

    /// <summary>Adds the options that say where the table goes.</summary>
    public RowTable AddOptions()
    {
        command.Options.Add(_output);
        command.Options.Add(_shard);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_shard) is not null && result.GetResult(_output) is null)
                result.AddError("--shard needs --output, the folder for the parts of all shares.");
            if (result.GetResult(_shard) is not null && result.GetResult(_output)?.Tokens is [{ Value: var folder }]
                && ParquetFiles.Is(folder))
                result.AddError($"--output is '{folder}'; with --shard it names a folder, for parts as CSV files.");
        });
        return this;
    }

    /// <summary>Whether the command line names a file or a folder.</summary>
    public bool HasOutput(SymbolResult result) => result.GetResult(_output) is not null;

    /// <summary>Writes columns of numbers or vectors: in CSV a field for each number, in Parquet a column for each column.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="model">The model that computes them.</param>
    /// <param name="rows">The rows, all of them.</param>
    /// <param name="compute">Adds the columns to rows.</param>
    /// <param name="named">The columns, with the names that they are written under; a vector's numbers are counted from 1.</param>
    public void Write(
        ParseResult result, LoadedModel model, DataRows rows, Func<IDataView, IDataView> compute,
        params (string Column, string Name)[] named)
    {
        string[] columns = [.. named.Select(pair => pair.Column)];
        var schema = compute(rows.View).Schema;
        string[] names =
        [
            .. rows.Label is null ? [NamedRows.NameColumn] : (string[])[NamedRows.NameColumn, NamedRows.ClassColumn],
            .. named.SelectMany(pair => Header(schema[pair.Column].Type, pair.Name)),
        ];
        using var interruption = new CtrlC();
        if (result.GetValue(_output) is not { } path)
            WriteTo(terminal.Output, names, rows, compute(rows.View), columns, interruption.Token);
        else if (result.GetValue(_shard) is { } shard)
            WritePart(new PartFolder(path), shard);
        else if (ParquetFiles.Is(path))
            WriteParquet(OutputFile.Prepare(path));
        else
            WriteFile(path, rows);

        void WriteParquet(string file)
        {
            var view = new NamedRows(compute(rows.View), rows, named, interruption.Token);
            model.Context.Data.SaveAsParquet(view, file);
            terminal.Line($"wrote {file}: {view.RowsRead} rows ({OutputFile.Size(file)})");
        }

        long WriteFile(string file, DataRows part)
        {
            long count = 0;
            OutputFile.WriteText(file, writer => count = WriteTo(writer, names, part, compute(part.View), columns, interruption.Token));
            terminal.Line($"wrote {file}: {count} rows ({OutputFile.Size(file)})");
            return count;
        }

        void WritePart(PartFolder folder, DataShard shard)
        {
            string file = folder.RowsFile(shard);
            var part = new PartDescription
            {
                Command = command.Name,
                Model = Hash(model.Path),
                Share = shard.Index,
                Of = shard.Count,
                Columns = names,
                Rows = 0,
                Bytes = 0,
            };
            if (folder.IsDone(shard, part))
            {
                terminal.Line($"{file} is there already: {shard} is done.");
                return;
            }
            long count = WriteFile(file, rows.Of(model.Context, shard));
            folder.Finish(part with { Rows = count, Bytes = new FileInfo(file).Length });
        }
    }

    private static long WriteTo(
        TextWriter writer, string[] header, DataRows rows, IDataView view, string[] columns, CancellationToken cancellation)
    {
        var csv = new CsvWriter(writer);
        csv.Write(header);
        using var cursor = view.GetRowCursor(columns.Select(name => view.Schema[name]));
        Func<IEnumerable<float>>[] getters = [.. columns.Select(name => Getter(cursor, view.Schema[name]))];
        var count = 0;
        for (; cursor.MoveNext(); count++)
        {
            cancellation.ThrowIfCancellationRequested();
            IEnumerable<object?> names = rows.Label is { } label ? [rows.Name(count), label(count)] : [rows.Name(count)];
            csv.Write(names.Concat(getters.SelectMany(get => get()).Cast<object?>()));
        }
        return count;
    }

    private static IEnumerable<string> Header(DataViewType type, string name) => type is VectorDataViewType { Size: var size }
        ? Enumerable.Range(1, size).Select(i => FormattableString.Invariant($"{name}{i}"))
        : [name];

    private static string Hash(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

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

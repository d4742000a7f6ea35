using System.CommandLine;
using System.Diagnostics;
using Microsoft.ML.Vae.Tool.Data;
using Microsoft.ML.Vae.Tool.Explorer;
using Microsoft.ML.Vae.Tool.Models;

namespace Microsoft.ML.Vae.Tool.Commands;

/// <summary>Serves a page with the latent space of a model.</summary>
internal sealed class ExploreCommand : ToolCommand
{
    private const int DefaultRows = 2_000;

    private readonly Argument<string> _model = CommandArguments.Model();

    private readonly Option<string?> _data = new("--data")
    {
        Description = "Rows to show on the map: a folder, file or table, as vae train takes it.",
        HelpName = "DATA",
    };

    private readonly Option<int> _rows = NumberOption.Positive("--rows", DefaultRows, "Show at most this many rows.");

    private readonly Option<bool> _open = new("--open") { Description = "Open the page in the browser." };

    public ExploreCommand(Terminal terminal) : base(
        terminal, "explore",
        "Serves a page on this machine alone, to explore a model: sliders for its latent dimensions, a map of the rows, samples.",
        "vae explore model.zip --data photos --open", "vae explore model.zip")
    {
        Arguments.Add(_model);
        Add(_data, _rows, _open);
    }

    protected override int Run(ParseResult result)
    {
        using var interruption = new CtrlC();
        var context = Terminal.CreateContext();
        using var model = LoadedModel.Load(context, result.GetRequiredValue(_model));
        var decoder = new LatentDecoder(model);
        var rows = result.GetValue(_data) is { } data ? Encode(context, model, decoder, data, result.GetValue(_rows)) : null;
        var explored = new ExplorerModel(model, decoder, rows, model.Vae.Report.Health?.KlPerDimension);
        if (decoder.Shape is null)
            Terminal.Line($"the model makes no images: the page shows the {decoder.Slots.Count} numbers that it decodes");
        ServeAsync(explored, result.GetValue(_open), interruption.Token).GetAwaiter().GetResult();
        return ExitCode.Success;
    }

    private CodedRows Encode(MLContext context, LoadedModel model, LatentDecoder decoder, string data, int limit)
    {
        var watch = Stopwatch.StartNew();
        var rows = new CodedRows(model, DataSet.Find(context, data).Open(context, model, limit), decoder.Shape);
        if (rows.Count == 0)
            throw new InputException($"The model can use none of the rows of '{data}'.");
        Terminal.Line($"encoded {rows.Count} rows of {data} in {watch.Elapsed.TotalSeconds:F1} s");
        return rows;
    }

    private async Task ServeAsync(ExplorerModel explored, bool opens, CancellationToken cancellation)
    {
        await using var server = await ExplorerServer.StartAsync(explored);
        Terminal.Line($"explore at {server.Address}");
        Terminal.Line($"this machine alone can open it; Ctrl+C ends it");
        if (opens)
            Open(server.Address);
        await Task.Delay(Timeout.Infinite, cancellation).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    private void Open(Uri address)
    {
        try
        {
            Process.Start(new ProcessStartInfo(address.AbsoluteUri) { UseShellExecute = true })?.Dispose();
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or FileNotFoundException)
        {
            Terminal.Warn($"No browser could be opened ({e.Message}): open the address yourself.");
        }
    }
}

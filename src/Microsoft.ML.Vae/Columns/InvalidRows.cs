using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Columns;

/// <summary>The rows of one cursor that the model cannot use.</summary>
/// <param name="host">Logs them.</param>
/// <param name="behavior">What becomes of them.</param>
/// <param name="locator">Finds them again; null: they are single rows, which nobody looks for.</param>
internal sealed class InvalidRows(IHost host, InvalidInputBehavior behavior, RowLocator? locator)
{
    private const int MostNamed = 10;

    private readonly List<(DataViewRowId Id, long Position)> _first = [];
    private RowFault? _firstFault;
    private long _count;

    /// <summary>Whether their values throw.</summary>
    public bool Throw => behavior == InvalidInputBehavior.Throw;

    /// <summary>Counts one.</summary>
    public void Add(RowFault fault, DataViewRowId id, long position)
    {
        _firstFault ??= fault;
        _count++;
        if (_first.Count < MostNamed)
            _first.Add((id, position));
    }

    /// <summary>The exception for one.</summary>
    public Exception Explain(RowFault fault, DataViewRowId id, DataViewRow row, long position) =>
        fault.At(host, locator?.Find(id, position) ?? RowPlace.Of(row));

    /// <summary>Warns of those that were counted, once.</summary>
    public void Report()
    {
        if (_count == 0 || Throw || locator is null)
            return;
        IReadOnlyList<RowPlace> places = locator.Find(_first);
        using IChannel channel = host.Start("Transform");
        channel.Warning(MessageSensitivity.UserData, FormattableString.Invariant($"{_count} rows cannot be used and have missing values: ")
            + string.Join(", ", places) + (_count > places.Count ? ", …" : "")
            + $". The first: {_firstFault!.At(host, places[0]).Message}");
        _count = 0;
    }
}

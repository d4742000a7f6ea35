using System.Globalization;

namespace Microsoft.ML.Vae;

/// <summary>
/// Shows on the console how a fit goes: on a terminal one line that is kept up to date, with the time that is left, and where the output is
/// redirected a line for an epoch's end, at most one per second, and one for the fit's end. For <see cref="VaeOptions.Progress"/>; one
/// instance shows one fit at a time. Losses are in nats per row.
/// </summary>
public sealed class ConsoleTrainingProgress : IProgress<TrainingProgress>
{
    private const int UsualWidth = 80;

    private static readonly TimeSpan _betweenUpdates = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _betweenLines = TimeSpan.FromSeconds(1);

    private readonly TextWriter _writer;
    private readonly int? _width;
    private readonly TimeProvider _time;
    private TrainingProgress? _last;
    private long? _lastWritten;
    private double _start;   // the share of the fit that was done before it, in a fit that is resumed
    private double? _validation;

    /// <summary>Shows a fit on <see cref="Console.Out"/>.</summary>
    public ConsoleTrainingProgress() : this(Console.Out, WidthOfConsole(), TimeProvider.System) { }

    /// <param name="writer">Where the lines go.</param>
    /// <param name="width">The columns of a terminal; null: it is none.</param>
    /// <param name="time">Says when it is time for another line.</param>
    internal ConsoleTrainingProgress(TextWriter writer, int? width, TimeProvider time) => (_writer, _width, _time) = (writer, width, time);

    /// <summary>Shows where the fit stands.</summary>
    public void Report(TrainingProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (_last is null || value.Elapsed < _last.Elapsed)
            Begin(value);
        _last = value;
        _validation = value.ValidationNegativeElbo ?? _validation;
        bool isLast = value.End is not null;
        if (!isLast && (!IsDue() || _width is null && !IsInnerEpochEnd(value)))
            return;
        _lastWritten = _time.GetTimestamp();
        string line = Line(value);
        if (_width is not { } width)
            _writer.WriteLine(line);
        else if (isLast)
            _writer.WriteLine(Fitted(line, width));
        else
            _writer.Write(Fitted(line, width) + '\r');   // so that whatever else is written takes its place
        _writer.Flush();
    }

    private static bool IsInnerEpochEnd(TrainingProgress value) => value.IsEpochEnd && value.Epoch < value.Epochs;

    private void Begin(TrainingProgress value)
    {
        _start = (value.Epoch - 1.0) / value.Epochs;
        _lastWritten = null;
        _validation = null;
    }

    private bool IsDue() => _lastWritten is not { } last
        || _time.GetElapsedTime(last) >= (_width is null ? _betweenLines : _betweenUpdates);

    private string Line(TrainingProgress value)
    {
        string validation = _validation is { } loss ? FormattableString.Invariant($", validation {loss:F3}") : "";
        return FormattableString.Invariant($"Epoch {value.Epoch}/{value.Epochs}: negative ELBO {value.NegativeElbo:F3}{validation}, ")
            + FormattableString.Invariant($"{value.RowsPerSecond:N0} rows/s, {Time(value)}");
    }

    private string Time(TrainingProgress value)
    {
        if (value.End is { } end)
            return EndText(end) + Text(value.Elapsed) + " in all";
        double inEpoch = value.IsEpochEnd ? 1 : value.RowCount is > 0 and { } count ? (double)value.Rows / count : 0;
        double done = (value.Epoch - 1 + inEpoch) / value.Epochs;
        double left = value.Elapsed.TotalSeconds / (done - _start) * (1 - done);
        return double.IsFinite(left) && left < TimeSpan.MaxValue.TotalSeconds ? Text(TimeSpan.FromSeconds(left)) + " left" : "? left";
    }

    private static string EndText(TrainingStopReason end) => end switch
    {
        TrainingStopReason.EarlyStopping => "stopped early, ",
        TrainingStopReason.Canceled => "canceled, ",
        TrainingStopReason.Diverged => "diverged, ",
        _ => "",
    };

    private static string Text(TimeSpan time) => time.TotalHours < 1
        ? time.ToString(@"m\:ss", CultureInfo.InvariantCulture)
        : FormattableString.Invariant($"{(long)time.TotalHours}:{time:mm\\:ss}");

    private static string Fitted(string line, int width) => line.Length > width ? line[..width] : line.PadRight(width);

    // The last column is left free, since writing there may begin a new line. Some terminals do not know their width.
    private static int? WidthOfConsole() =>
        Console.IsOutputRedirected ? null : (Console.WindowWidth is > 1 and { } columns ? columns : UsualWidth) - 1;
}

using Microsoft.ML.Runtime;
using Shouldly;
using Xunit;

namespace Microsoft.ML.Vae.Tests.Platform;

public class LoggingTests
{
    private readonly MLContext _context = new();
    private readonly Log _log;

    public LoggingTests() => _log = new Log(_context);

    private IHostEnvironment Environment => _context;

    [Fact]
    public void Channel_OfAHost_LogsUnderBothNames()
    {
        using (IChannel channel = Environment.Register("Component").Start("Training"))
            channel.Info(MessageSensitivity.None, "text");

        LoggingEventArgs message = _log.Of(ChannelMessageKind.Info).ShouldHaveSingleItem();
        message.Source.ShouldBe("Component; Training");
        message.RawMessage.ShouldBe("text");
        message.Message.ShouldBe("[Source=Component; Training, Kind=Info] text");
    }

    [Fact]
    public void Channel_OpenedAndDisposed_TracesItsLife()
    {
        IChannel channel = Environment.Start("Work");
        channel.Dispose();
        channel.Dispose();

        _log.Messages.Select(message => message.Kind).ShouldAllBe(kind => kind == ChannelMessageKind.Trace);
        _log.Messages.Select(message => message.Source).ShouldAllBe(source => source == "Work");
        _log.Messages.Count.ShouldBe(3);
        _log.Messages[0].RawMessage.ShouldBe("Channel started");
        _log.Messages[1].RawMessage.ShouldMatch(@"^Channel finished\. Elapsed \d\d:\d\d:\d\d\.\d+\.$");
        _log.Messages[2].RawMessage.ShouldBe("Channel disposed");
    }

    [Fact]
    public void Channel_EachKind_IsLoggedAsThat()
    {
        using IChannel channel = Environment.Start("Work");
        channel.Warning(MessageSensitivity.All, "{0} of {1}", 1, 2);
        channel.Error(MessageSensitivity.Schema, "bad");

        _log.Of(ChannelMessageKind.Warning).ShouldHaveSingleItem().RawMessage.ShouldBe("1 of 2");
        _log.Of(ChannelMessageKind.Error).ShouldHaveSingleItem().RawMessage.ShouldBe("bad");
    }

    [Fact]
    public void Channel_WithoutArguments_KeepsBraces()
    {
        using IChannel channel = Environment.Start("Work");
        channel.Info(MessageSensitivity.None, "{0} {");

        _log.Of(ChannelMessageKind.Info).ShouldHaveSingleItem().RawMessage.ShouldBe("{0} {");
    }

    [Fact]
    public void Channel_EmptyMessage_IsRefused()
    {
        using IChannel channel = Environment.Start("Work");
        Should.Throw<ArgumentOutOfRangeException>(() => channel.Info(MessageSensitivity.None, "")).ParamName.ShouldBe("message");
    }

    [Fact]
    public void Exception_OfAChannel_CarriesComponentAndPhase()
    {
        using IChannel channel = Environment.Register("Component").Start("Training");
        InvalidOperationException exception = channel.Process(new InvalidOperationException());

        exception.Data["Throwing component"].ShouldBe("Component");
        exception.Data["Phase"].ShouldBe("Training");
    }

    [Fact]
    public void Exception_OfAHost_NamesTheEnvironment() =>
        Environment.Register("Component").Process(new InvalidOperationException()).Data["Throwing component"].ShouldBe("Environment");

    [Fact]
    public void ProgressChannel_IsNeverLogged()
    {
        using (IProgressChannel progress = Environment.StartProgressChannel("Fit"))
        {
            progress.SetHeader(new ProgressHeader(["Loss"], ["epochs"]), entry => entry.SetMetric(0, 1));
            progress.Checkpoint(0.5, 1);
        }
        _log.Messages.ShouldBeEmpty();
    }

    [Fact]
    public void ProgressChannel_TooManyValues_Throws()
    {
        using IProgressChannel progress = Environment.StartProgressChannel("Fit");
        progress.SetHeader(new ProgressHeader("epochs"), _ => { });

        progress.Checkpoint(1, 2);
        Should.Throw<InvalidOperationException>(() => progress.Checkpoint(1, 2, 3)).Message.ShouldBe("Too many values provided in Checkpoint");
    }

    [Fact]
    public void ProgressChannel_CheckpointAfterDispose_Throws()
    {
        IProgressChannel progress = Environment.StartProgressChannel("Fit");
        progress.Dispose();
        Should.Throw<InvalidOperationException>(() => progress.Checkpoint()).Message.ShouldBe("Can't report checkpoints after disposing");
    }
}

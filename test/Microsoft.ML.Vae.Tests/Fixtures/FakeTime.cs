namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>A clock that a test sets.</summary>
internal sealed class FakeTime : TimeProvider
{
    public double Seconds { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => TimeSpan.FromSeconds(Seconds).Ticks;
}

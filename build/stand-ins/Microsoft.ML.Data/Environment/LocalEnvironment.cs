using System.Collections.Concurrent;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>The environment inside a context: the root of its hosts, with one listener to their log.</summary>
internal sealed class LocalEnvironment : HostEnvironmentBase
{
    // Nobody reads these, in the original neither: progress that is reported too often makes the context grow.
    private readonly ConcurrentQueue<double?[]> _checkpoints = new();

    public LocalEnvironment(int? seed, Action<IMessageSource, ChannelMessage> dispatch)
        : base(null, null, verbose: false)
    {
        Seed = seed;
        Rand = RandomUtils.Create(seed);
        Dispatch = dispatch;
    }

    public override LocalEnvironment Root => this;

    public override int? Seed { get; }

    public ComponentCatalog Catalog { get; } = new();

    public Action<IMessageSource, ChannelMessage> Dispatch { get; }

    /// <summary>Messages of other types have no listener.</summary>
    public Action<IMessageSource, TMessage> GetDispatch<TMessage>()
        => (object)Dispatch as Action<IMessageSource, TMessage> ?? ((_, _) => { });

    public void AddCheckpoint(double?[] values) => _checkpoints.Enqueue(values);

    private protected override LocalHost CreateHost(string name, Random rand, bool verbose)
        => new(this, name, null, rand, verbose) { TempFilePath = TempFilePath };
}

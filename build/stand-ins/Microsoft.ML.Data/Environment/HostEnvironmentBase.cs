using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>What the root environment and the hosts registered in it have in common.</summary>
internal abstract class HostEnvironmentBase : ChannelProvider, IHostEnvironmentInternal, ICancelable
{
    private readonly Lock _lock = new();
    private readonly List<WeakReference<LocalHost>> _children = [];
    private readonly EnvironmentOptions _options = new();

    private protected HostEnvironmentBase(string shortName, string parentFullName, bool verbose)
        : base(shortName, parentFullName, verbose)
    {
    }

    public abstract LocalEnvironment Root { get; }

    public abstract int? Seed { get; }

    public Random Rand { get; private protected init; }

    public ComponentCatalog ComponentCatalog => Root.Catalog;

    public string TempFilePath { get; set; } = Path.GetTempPath();

    public bool FallbackToCpu { get; set; }

    public int? GpuDeviceId { get; set; }

    public bool IsCanceled { get; private protected set; }

    public override string ContextDescription => "HostEnvironment";

    /// <summary>Hosts do not give their own name: the environment is what throws.</summary>
    public override TException Process<TException>(TException ex)
    {
        ex.Data[ThrowingComponent] = "Environment";
        return Contracts.Mark(ex);
    }

    public IHost Register(string name, int? seed = null, bool? verbose = null)
    {
        Contracts.CheckNonEmpty(name, nameof(name));
        lock (_lock)
        {
            _children.RemoveAll(child => !child.TryGetTarget(out _));
            var rand = seed is { } value ? RandomUtils.Create(value) : RandomUtils.Create(Rand);
            var host = CreateHost(name, rand, verbose ?? Verbose);
            _children.Add(new WeakReference<LocalHost>(host));
            return host;
        }
    }

    public void CancelExecution()
    {
        lock (_lock)
        {
            foreach (var child in _children)
            {
                if (child.TryGetTarget(out var host))
                    host.CancelExecution();
            }
            _children.Clear();
            IsCanceled = true;
        }
    }

    public IChannel Start(string name) => new Channel(this, name, Root.Dispatch);

    public IPipe<TMessage> StartPipe<TMessage>(string name) => new Pipe<TMessage>(this, name, Root.GetDispatch<TMessage>());

    public IProgressChannel StartProgressChannel(string name)
    {
        Contracts.CheckNonEmpty(name, nameof(name));
        return new ProgressChannel(this);
    }

    public bool TryAddOption<T>(string name, T value) => _options.TryAdd(name, value);

    public void SetOption<T>(string name, T value) => _options.Set(name, value);

    public bool TryGetOption<T>(string name, out T value) => _options.TryGet(name, out value);

    public T GetOptionOrDefault<T>(string name) => _options.GetOrDefault<T>(name);

    public bool RemoveOption(string name) => _options.Remove(name);

    private protected abstract LocalHost CreateHost(string name, Random rand, bool verbose);
}

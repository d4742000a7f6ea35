using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A component's environment: settings as they were when the component was registered, and random numbers of its own.</summary>
internal sealed class LocalHost : HostEnvironmentBase, IHost
{
    private readonly HostEnvironmentBase _parent;

    public LocalHost(HostEnvironmentBase parent, string name, string parentFullName, Random rand, bool verbose)
        : base(name, parentFullName, verbose)
    {
        _parent = parent;
        Rand = rand;
        GpuDeviceId = parent.GpuDeviceId;
        FallbackToCpu = parent.FallbackToCpu;
        IsCanceled = parent.IsCanceled;
    }

    public override LocalEnvironment Root => _parent.Root;

    public override int? Seed => _parent.Seed;

    /// <summary>As in the original, the new host carries the name of this host's parent and keeps the system's temporary folder.</summary>
    private protected override LocalHost CreateHost(string name, Random rand, bool verbose)
        => new(this, name, _parent.FullName, rand, verbose);
}

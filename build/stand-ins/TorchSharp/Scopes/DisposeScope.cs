namespace TorchSharp;

/// <summary>Disposes the tensors made on its thread while it is the current scope.</summary>
public sealed partial class DisposeScope : IDisposable
{
    private DisposeScopeManager? _manager;
    private HashSet<IDisposable> _held = new(ReferenceEqualityComparer.Instance);

    internal DisposeScope(DisposeScopeManager manager)
    {
        _manager = manager;
        Outer = manager.Current;
    }

    internal DisposeScope? Outer { get; set; }

    public IReadOnlyList<IDisposable> DisposablesView
    {
        get
        {
            _ = Alive();
            return _held.ToArray();
        }
    }

    public int DisposablesCount
    {
        get
        {
            _ = Alive();
            return _held.Count;
        }
    }

    public bool Contains(IDisposable disposable) => _held.Contains(disposable);

    public void Attach(IDisposable disposable) => Attach((IEnumerable<IDisposable>)[disposable]);

    public void Attach(params IDisposable[] disposables) => Attach((IEnumerable<IDisposable>)disposables);

    public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
    {
        var counts = Alive().Counts;
        var attached = new List<IDisposable>();
        foreach (var disposable in disposables)
        {
            if (disposable is torch.Tensor { OwningDisposeScope: null, IsInvalid: false })
                counts.DetachedFromScopeCount--;
            Hand(this, disposable);
            attached.Add(disposable);
        }
        return attached;
    }

    public void Detach(IEnumerable<IDisposable> disposables)
    {
        var counts = Alive().Counts;
        foreach (var disposable in disposables)
        {
            if (!_held.Remove(disposable))
                continue;
            counts.DetachedFromScopeCount++;
            SetOwner(disposable, null);
        }
    }

    public void MoveToOther(DisposeScope? scope, IEnumerable<IDisposable> disposables)
    {
        _ = Alive();
        foreach (var disposable in disposables)
        {
            if (_held.Remove(disposable))
                Hand(scope, disposable);
        }
    }

    public void MoveToOuter(IEnumerable<IDisposable> disposables) => MoveToOther(Outer, disposables);

    public void DisposeEverything() => DisposeEverythingBut(Enumerable.Empty<IDisposable>());

    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        var counts = Alive().Counts;
        var before = _held;
        _held = new HashSet<IDisposable>(inKeep, ReferenceEqualityComparer.Instance);
        foreach (var disposable in before)
        {
            if (_held.Contains(disposable))
                continue;
            SetOwner(disposable, null);
            if (disposable is not torch.Tensor { IsInvalid: true })
                counts.DisposedInScopeCount++;
            disposable.Dispose();
        }
    }

    public void MarkAsDisposed(IDisposable disposable)
    {
        Alive().Counts.DisposedInScopeCount++;
        _held.Remove(disposable);
        SetOwner(disposable, null);
    }

    public void Dispose()
    {
        if (_manager is null)
            return;
        DisposeEverything();
        _manager.Close(this);
        _manager = null;
    }

    internal void Add(torch.Tensor tensor) => _held.Add(tensor);

    private static void SetOwner(IDisposable disposable, DisposeScope? owner)
    {
        if (disposable is torch.Tensor tensor)
            tensor.OwningDisposeScope = owner;
    }

    private DisposeScopeManager Alive() => _manager ?? throw new ObjectDisposedException(GetType().FullName);

    private void Hand(DisposeScope? scope, IDisposable disposable)
    {
        if (scope is not null)
            scope._held.Add(disposable);
        else
            Alive().Counts.DetachedFromScopeCount++;
        SetOwner(disposable, scope);
    }
}

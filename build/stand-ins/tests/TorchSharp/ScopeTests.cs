using TorchSharp;
using static TorchSharp.torch;

namespace StandIns.Tests.TorchSharpTests;

/// <summary>Dispose scopes.</summary>
public class ScopeTests
{
    [Fact]
    public void Scope_DisposesWhatWasMadeInIt_ExceptWhatWasMovedOrDetached()
    {
        Tensor lost, moved, detached;
        using (NewDisposeScope())
        {
            using (NewDisposeScope())
            {
                lost = ones(1);
                moved = ones(1).MoveToOuterDisposeScope();
                detached = ones(1).DetachFromDisposeScope();
            }
            Assert.True(lost.IsInvalid);
            Assert.False(moved.IsInvalid);
        }
        Assert.True(moved.IsInvalid);
        Assert.False(detached.IsInvalid);
        detached.Dispose();
    }

    [Fact]
    public void Scope_IsOfItsThread()
    {
        using var scope = NewDisposeScope();
        Tensor? elsewhere = null;

        var thread = new Thread(() =>
        {
            Assert.Null(CurrentDisposeScope);
            elsewhere = ones(1);
        });
        thread.Start();
        thread.Join();

        Assert.Equal(0, scope.DisposablesCount);
        Assert.False(scope.Contains(elsewhere!));
        elsewhere!.Dispose();
    }

    [Fact]
    public void Scope_Statistics_CountCreatedDisposedAndDetached()
    {
        var counts = DisposeScopeManager.Statistics;
        counts.Reset();
        using (var scope = NewDisposeScope())
        {
            _ = ones(1);
            ones(1).Dispose();
            scope.Detach(ones(1)).Dispose();
            Assert.Equal((3, 1, 1, 1), (counts.CreatedInScopeCount, counts.DisposedInScopeCount, counts.DetachedFromScopeCount,
                counts.ThreadTotalLiveCount));
        }
        using var outside = ones(1);

        Assert.Equal((1, 0), (counts.CreatedOutsideScopeCount, counts.ThreadTotalLiveCount));
    }

    [Fact]
    public void Scope_ClosedInAnyOrder_LeavesTheOuterOneCurrent()
    {
        var outer = NewDisposeScope();
        var middle = NewDisposeScope();
        var inner = NewDisposeScope();

        middle.Dispose();
        Assert.Same(inner, CurrentDisposeScope);
        inner.Dispose();
        Assert.Same(outer, CurrentDisposeScope);
        outer.Dispose();
        Assert.Null(CurrentDisposeScope);
        Assert.Throws<ObjectDisposedException>(() => outer.DisposablesCount);
    }

    [Fact]
    public void Finalizer_FreesAnUnreferencedTensor()
    {
        var before = Tensor.TotalCount;
        Forget();
        GC.Collect();
        GC.WaitForPendingFinalizers();

        Assert.True(Tensor.TotalCount < before + 1000);

        static void Forget()
        {
            for (var i = 0; i < 1000; i++)
                _ = ones(1);
        }
    }

    [Fact]
    public void WrappedTensorDisposeScope_KeepsTheResultOnly()
    {
        using var scope = NewDisposeScope();

        var result = WrappedTensorDisposeScope(() => ones(2) + ones(2));

        Assert.Equal(1, scope.DisposablesCount);
        Assert.Equal(4f, (float)result.sum());
    }
}

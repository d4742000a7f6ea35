using System.Collections.Concurrent;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Carries blocks from the thread that reads a cursor to those that use its rows.</summary>
internal sealed class BlockQueue : IDisposable
{
    private const int Bound = 4;

    private readonly BlockingCollection<RowBlock> _blocks = new(Bound);
    private readonly CancellationTokenSource _cancellation = new();
    private readonly Task _producer;
    private Exception _failure;

    /// <param name="produce">Reads on a thread of its own, adds blocks to the queue and stops when that is cancelled.</param>
    public BlockQueue(Action<BlockQueue> produce) =>
        _producer = Task.Factory.StartNew(() => Produce(produce), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>False once nobody wants more rows.</summary>
    public bool TryAdd(RowBlock block)
    {
        try
        {
            _blocks.Add(block, _cancellation.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Waits for a block; null at the end.</summary>
    public RowBlock Take()
    {
        if (_blocks.TryTake(out var block, Timeout.Infinite))
            return block;
        if (_failure != null)
            throw Contracts.Except(_failure, "Splitter/consolidator worker encountered exception while consuming source data");
        return null;
    }

    /// <summary>Stops the producer and waits for it.</summary>
    public void Dispose()
    {
        _cancellation.Cancel();
        _producer.Wait();
        _cancellation.Dispose();
        _blocks.Dispose();
    }

    private void Produce(Action<BlockQueue> produce)
    {
        try
        {
            produce(this);
        }
        catch (Exception failure)
        {
            _failure = failure;
        }
        finally
        {
            _blocks.CompleteAdding();
        }
    }
}

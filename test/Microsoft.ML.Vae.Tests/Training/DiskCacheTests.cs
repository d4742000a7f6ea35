using System.Diagnostics;
using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Tests.Training;

/// <summary>Rows that do not fit into memory and are kept on disk.</summary>
public sealed class DiskCacheTests : IDisposable
{
    private const int Size = 4096;
    private const int Rows = 600;   // 2.4 MB
    private const long Smallest = 1 << 20;

    private static readonly byte[][] _rows = LearnableImages.Bytes(Rows, Size);

    private readonly TemporaryFolder _folder = new();
    private readonly MLContext _context = new();
    private readonly Log _log;
    private int _reads;

    public DiskCacheTests() => _log = new Log(_context);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fit_RowsOnDisk_IsBitEqualToTheFitInMemoryAndReadsTheViewOnce(bool knowsCount)
    {
        using VaeTransformer onDisk = Fit(OnDisk(), knowsCount);
        int reads = _reads;
        using VaeTransformer inMemory = Fit(Options() with { InputCacheBytes = VaeDefaults.InputCacheBytes }, knowsCount);

        reads.ShouldBe(1);
        FloatAssert.ShouldBeBitEqual(Weights.Of(onDisk), Weights.Of(inMemory));
        onDisk.History.ShouldBe(inMemory.History);
        onDisk.ScoreThreshold.ShouldBe(inMemory.ScoreThreshold);
        _log.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Fit_FractionHeldOut_IsKeptOnDiskTooAndReadOnce()
    {
        VaeOptions options = Options() with { ValidationFraction = 0.5, InputCacheBytes = Smallest };
        using VaeTransformer onDisk = Fit(options with { DiskCache = new DiskCache(_folder.FullName, 1 << 30) });
        _reads.ShouldBe(2);   // the training rows and the others
        using VaeTransformer inMemory = Fit(options with { InputCacheBytes = VaeDefaults.InputCacheBytes });

        onDisk.History.ShouldBe(inMemory.History);
    }

    [Fact]
    public void Fit_OnDisk_LeavesTheFolderEmptyEvenWhileItTrains()
    {
        string[]? during = null;
        Fit(OnDisk() with { Progress = new EpochAction(1, () => during = Directory.GetFiles(_folder.FullName)) }).Dispose();

        if (!OperatingSystem.IsWindows())
            during.ShouldBe([]);
        Directory.GetFiles(_folder.FullName).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fit_MoreThanTheMaximum_WarnsOnceAndStreams(bool knowsCount)
    {
        using VaeTransformer tooLarge = Fit(OnDisk(maximumBytes: 2 << 20), knowsCount);
        using VaeTransformer streamed = Fit(Options() with { InputCacheBytes = Smallest }, knowsCount);

        string warning = _log.Warnings.ShouldHaveSingleItem().RawMessage;
        warning.ShouldContain(knowsCount ? $"take {Rows * Size} bytes, of which 0 were written" : "take more than 2097152 bytes, of which ");
        warning.ShouldContain($"to the folder '{_folder.FullName}' of DiskCache: DiskCache.MaximumBytes is 2097152. They are read from the data");
        FloatAssert.ShouldBeBitEqual(Weights.Of(tooLarge), Weights.Of(streamed));
        tooLarge.History.ShouldBe(streamed.History);
    }

    [Fact]
    public void Fit_DiskThatFills_WarnsOnceAndStreams()
    {
        int writes = 0;
        var cache = new DiskCache(_folder.FullName, 1 << 30) { WrapStream = file => new FullDisk(file, () => ++writes > 1) };
        using VaeTransformer full = Fit(Options() with { InputCacheBytes = Smallest, DiskCache = cache, ValidationFraction = 0.1 });
        using VaeTransformer streamed = Fit(Options() with { InputCacheBytes = Smallest, ValidationFraction = 0.1 });

        string warning = _log.Warnings.ShouldHaveSingleItem().RawMessage;
        warning.ShouldContain($"bytes, of which 1048576 were written to the folder '{_folder.FullName}' of DiskCache: No space left on device. They are");
        FloatAssert.ShouldBeBitEqual(Weights.Of(full), Weights.Of(streamed));
        Directory.GetFiles(_folder.FullName).ShouldBeEmpty();
    }

    [SmallDiskFact]
    public void Fit_SmallDisk_WarnsAndStreams()
    {
        using var disk = new SmallDisk(_folder.FullName, "1500k");
        using VaeTransformer model = Fit(OnDisk(), knowsCount: false);

        string warning = _log.Warnings.ShouldHaveSingleItem().RawMessage;
        warning.ShouldContain("No space left on device");
        warning.ShouldContain($"'{_folder.FullName}'");
        Directory.GetFiles(_folder.FullName).ShouldBeEmpty();
        _reads.ShouldBe(4);   // one attempt, two epochs and the threshold
    }

    [SmallDiskFact]
    public void Fit_SmallDiskForAKnownNumberOfRows_WarnsBeforeAnythingIsWritten()
    {
        using var disk = new SmallDisk(_folder.FullName, "1500k");
        using VaeTransformer model = Fit(OnDisk(), knowsCount: true);

        _log.Warnings.ShouldHaveSingleItem().RawMessage.ShouldContain("of which 0 were written");
    }

    [Fact]
    public void Fit_FolderThatIsAFile_NamesTheOptionBeforeAnythingIsRead()
    {
        string file = _folder["file"];
        File.WriteAllText(file, "");

        Should.Throw<IOException>(() => Fit(Options() with { DiskCache = new DiskCache(file, 1 << 30) })).Message
            .ShouldStartWith($"DiskCache.Folder is '{file}'; must be a folder that can be written.");
        _reads.ShouldBe(0);
    }

    [Fact]
    public void Fit_InterruptedWithRowsOnDisk_ResumesAsIfItHadNotBeen()
    {
        using var checkpoints = new TemporaryFolder();
        VaeOptions options = OnDisk() with { BatchSize = 200 };
        IDataView view = PixelViews.OfBytes(_context, _rows);
        (VaeTransformer model, int interruptions) = CheckpointedFit.FitInPieces(options, checkpoints.FullName, view);
        using VaeTransformer expected = options.Fit(view);
        using (model)
            CheckpointedFit.ShouldBe(model, expected);

        interruptions.ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task Fit_KilledWhileItTrains_LeavesNothing()
    {
        using Process process = ChildProcess.Launch([nameof(DiskCacheProcess), _folder.FullName]);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string? line = await process.StandardOutput.ReadLineAsync();
        process.Kill();
        await process.WaitForExitAsync();

        line.ShouldBe(DiskCacheProcess.Training, await errors);
        Directory.GetFiles(_folder.FullName).ShouldBeEmpty();
    }

    [Fact]
    public void Read_RowFile_HasEveryRowInAnyOrder()
    {
        using RowFile file = RowFile.Create(new DiskCache(_folder.FullName, 1 << 30), rowBytes: 700_000);   // more than half a buffer
        foreach (byte value in (byte[])[1, 2, 3])
            file.TryAppend(Enumerable.Repeat(value, 700_000).ToArray()).ShouldBeTrue();
        file.TryComplete().ShouldBeTrue();
        byte[] row = new byte[700_000];

        foreach (int index in (int[])[2, 0, 1])
        {
            file.Read(index, row);
            row.ShouldAllBe(value => value == index + 1);
        }
        file.Length.ShouldBe(2_100_000);
    }

    private static VaeOptions Options() => TestOptions.Small with { Network = Network.FullyConnected([8]), BatchSize = 100, PredictedLabelColumnName = "PredictedLabel" };

    private VaeOptions OnDisk(long maximumBytes = 1 << 30) =>
        Options() with { InputCacheBytes = Smallest, DiskCache = new DiskCache(_folder.FullName, maximumBytes) };

    private VaeTransformer Fit(VaeOptions options, bool knowsCount = false) => options.Fit(new CountedView(
        knowsCount ? PixelViews.OfBytes(_context, _rows) : PixelViews.OfBytes(_context, _rows.Select(row => row), Size), () => _reads++), context: _context);

    /// <summary>A view that tells of each cursor.</summary>
    private sealed class CountedView(IDataView inner, Action opened) : IDataView
    {
        public bool CanShuffle => false;

        public DataViewSchema Schema => inner.Schema;

        public long? GetRowCount() => inner.GetRowCount();

        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
        {
            opened();
            return inner.GetRowCursor(columnsNeeded);
        }

        public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
            [GetRowCursor(columnsNeeded, rand)];
    }

    private sealed class FullDisk(Stream file, Func<bool> isFull) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => file.Length;

        public override long Position { get => file.Position; set => throw new NotSupportedException(); }

        public override void Flush() => file.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count)
        {
            if (isFull())
                throw new CheckpointedFit.DiskException();
            file.Write(buffer, offset, count);
        }
    }
}

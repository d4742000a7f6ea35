using Microsoft.ML.Vae.Checkpoints;

namespace Microsoft.ML.Vae.Tests.Checkpoints;

/// <summary>Folders that cannot be used, fail under way, or are in use.</summary>
public sealed class CheckpointFolderTests : IDisposable
{
    private const int Rows = 70;

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [Trait("case", "28")]
    [InlineData("file")]
    [InlineData("file/below")]
    public void Fit_FolderThatCannotBe_IsRefusedBeforeARowIsRead(string name)
    {
        File.WriteAllText(_folder["file"], "");
        ScriptedView view = TestImages.View(Rows);
        string path = _folder[name];

        Should.Throw<IOException>(() => TestOptions.Tiny.In(path).Fit(view)).Message.ShouldStartWith(
            $"Checkpoints.Folder is '{path}'; must be a folder that can be written and that no other fit is using. ");
        view.Moves.ShouldBe(0);
    }

    [Fact]
    public void Fit_FolderThatIsMissing_IsMadeWithItsParents()
    {
        string path = _folder["a/b"];
        TestOptions.Tiny.In(path).Fit(TestImages.View(Rows)).Dispose();

        CheckpointedFit.Files(path).ShouldHaveSingleItem();
    }

    [Fact]
    [Trait("case", "28")]
    public void Fit_FolderVanishes_ThrowsAtTheNextCheckpoint()
    {
        string path = _folder["vanishing"];
        VaeOptions options = TestOptions.Tiny.In(path) with { Progress = new EpochAction(1, () => Directory.Delete(path, recursive: true)) };

        Should.Throw<DirectoryNotFoundException>(() => options.Fit(TestImages.View(Rows)));
        Directory.Exists(path).ShouldBeFalse();
    }

    [Fact]
    [Trait("case", "28")]
    public void Fit_DiskFullWithinACheckpoint_KeepsTheOneBeforeAndThrows()
    {
        int writes = 0;
        var checkpoints = new CheckpointOptions
        {
            Folder = _folder.FullName,
            Interval = CheckpointedFit.EveryStep,
            WrapStream = file => ++writes == 4 ? new FullDisk(file, room: 1000) : file,
        };
        VaeOptions options = TestOptions.Tiny;

        Should.Throw<CheckpointedFit.DiskException>(() => (options with { Checkpoints = checkpoints }).Fit(TestImages.View(Rows)));
        CheckpointedFit.Files(_folder.FullName).ShouldBe(["checkpoint-0000000-000000000003.safetensors"]);
        using VaeTransformer model = options.In(_folder.FullName).Fit(TestImages.View(Rows)), expected = options.Fit(TestImages.View(Rows));
        CheckpointedFit.ShouldBe(model, expected);
    }

    [Fact]
    [Trait("case", "28")]
    public void Fit_DiskThatForgets_IsNoticedBeforeTheOneBeforeIsReplaced()
    {
        int writes = 0;
        var checkpoints = new CheckpointOptions
        {
            Folder = _folder.FullName,
            Interval = CheckpointedFit.EveryStep,
            WrapStream = file => ++writes == 4 ? new FullDisk(file, room: 1000) { Lies = true } : file,
        };

        Should.Throw<ModelFormatException>(() => (TestOptions.Tiny with { Checkpoints = checkpoints }).Fit(TestImages.View(Rows)));
        CheckpointedFit.Files(_folder.FullName).ShouldBe(["checkpoint-0000000-000000000003.safetensors"]);
    }

    [Fact]
    [Trait("case", "29")]
    public void Fit_WithinAnotherOnTheSameFolder_IsRefused()
    {
        VaeOptions options = TestOptions.Tiny.In(_folder.FullName);
        Exception? second = null;
        using VaeTransformer model = (options with { Progress = new EpochAction(1, () => second = Record.Exception(() => options.Fit(TestImages.View(Rows)))) })
            .Fit(TestImages.View(Rows));
        using VaeTransformer expected = TestOptions.Tiny.Fit(TestImages.View(Rows));

        second.ShouldBeOfType<IOException>().Message.ShouldContain("no other fit is using");
        CheckpointedFit.ShouldBe(model, expected);
        CheckpointedFit.Files(_folder.FullName).ShouldHaveSingleItem();
    }

    [Fact]
    [Trait("case", "29")]
    public void Fit_InAnotherProcessOnTheSameFolder_IsRefused()
    {
        using CheckpointFolder open = CheckpointFolder.Open(new CheckpointOptions { Folder = _folder.FullName });

        Should.Throw<InvalidOperationException>(() => ChildProcess.Start([nameof(CheckpointProcess), _folder.FullName])).Message.ShouldContain("no other fit is using");
        CheckpointedFit.Files(_folder.FullName).ShouldBe([FolderLock.FileName]);
    }

    [Fact]
    [Trait("case", "29")]
    public void Fit_LockFileOfAProcessThatIsGone_IsTaken()
    {
        File.WriteAllText(_folder[FolderLock.FileName], "of a process that was killed");
        TestOptions.Tiny.In(_folder.FullName).Fit(TestImages.View(Rows)).Dispose();

        CheckpointedFit.Files(_folder.FullName).ShouldHaveSingleItem().ShouldStartWith("checkpoint-");
    }

    [Fact]
    [Trait("case", "29")]
    public void Take_ManyThreads_OneHasItAtATime()
    {
        int inside = 0, taken = 0, most = 0;
        Parallel.For(0, 2000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            try
            {
                using FolderLock mine = FolderLock.Take(_folder.FullName);
                most = Math.Max(most, Interlocked.Increment(ref inside));
                Interlocked.Increment(ref taken);
                Thread.SpinWait(100);
                Interlocked.Decrement(ref inside);
            }
            catch (IOException)
            {
            }
        });

        most.ShouldBe(1);
        taken.ShouldBeGreaterThan(1);
        CheckpointedFit.Files(_folder.FullName).ShouldBeEmpty();
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>A file on a disk with little room, which may pretend that there was more.</summary>
    private sealed class FullDisk(Stream file, int room) : Stream
    {
        private int _room = room;

        public bool Lies { get; init; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            int written = Math.Min(count, _room);
            file.Write(buffer, offset, written);
            _room -= written;
            if (written < count && !Lies)
                throw new CheckpointedFit.DiskException();
        }

        public override void Flush() => file.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}

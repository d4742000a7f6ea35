namespace Microsoft.ML.Vae.Tests.Columns;

/// <summary>Typed rows of a transformed view.</summary>
public sealed class EnumerationTests : IDisposable
{
    private const int Rows = 600;

    private readonly MLContext _context = new(1);
    private readonly TinyModel _model = TinyModel.Create(reconstruction: TinyModel.Reconstruction);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void CreateEnumerable_ReusingTheRowOrNot_GivesTheViewsValues(bool reuse)
    {
        IDataView view = _model.Transformer.Transform(TestImages.View(Rows));

        float[][] latents = [.. _context.Data.CreateEnumerable<LatentRow>(view, reuse).Select(row => (float[])row.Latent.Clone())];
        float[][] again = [.. _context.Data.CreateEnumerable<LatentRow>(view, reuse).Select(row => (float[])row.Again.Clone())];

        latents.ShouldBe(view.Vectors(TinyModel.Mean));
        again.ShouldBe(view.Vectors(TinyModel.Reconstruction));
    }

    [Fact]
    public void CreateEnumerable_NewRows_KeepTheirValues()
    {
        IDataView view = _model.Transformer.Transform(TestImages.View(Rows));

        LatentRow[] rows = [.. _context.Data.CreateEnumerable<LatentRow>(view, reuseRowObject: false)];

        rows.Select(row => row.Number).ShouldBe(Enumerable.Range(0, Rows));
        rows.Select(row => row.Latent).ShouldBe(view.Vectors(TinyModel.Mean));
    }

    [Fact]
    public void CreateEnumerable_MemberWithoutColumn_IsIgnoredOnlyWhenAskedTo()
    {
        IDataView view = _model.Transformer.Transform(TestImages.View(3));

        _context.Data.CreateEnumerable<Wider>(view, reuseRowObject: false, ignoreMissingColumns: true)
            .ShouldAllBe(row => row.Latent.Length == TinyModel.Latent && row.Missing == 5);
        Should.Throw<ArgumentOutOfRangeException>(() => _context.Data.CreateEnumerable<Wider>(view, reuseRowObject: false).First())
            .Message.ShouldContain("'Missing'");
    }

    [Fact]
    public void CreateEnumerable_OnlySomeMembers_ReadsNothingElse()
    {
        ScriptedView source = TestImages.View(10);

        _context.Data.CreateEnumerable<NumberOnly>(_model.Transformer.Transform(source), reuseRowObject: true).Count().ShouldBe(10);

        source.Cursors.ShouldAllBe(cursor => cursor.Active.SetEquals(new HashSet<int> { 0 }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300)]
    public void CreateEnumerable_StoppedEarly_LeavesNoCursorOpen(int rows)
    {
        ScriptedView source = TestImages.View(Rows);
        IDataView view = _model.Transformer.Transform(source);

        _context.Data.CreateEnumerable<LatentRow>(view, reuseRowObject: true).Take(rows).Count().ShouldBe(rows);

        source.OpenCursors.ShouldBe(0);
        source.Moves.ShouldBeLessThan(Rows);
    }

    [Fact]
    public void CreateEnumerable_BrokenOffByAnException_LeavesNoCursorOpen()
    {
        ScriptedView source = TestImages.View(Rows);
        IDataView view = _model.Transformer.Transform(source);

        Should.Throw<IOException>(() =>
        {
            foreach (LatentRow row in _context.Data.CreateEnumerable<LatentRow>(view, reuseRowObject: true))
                throw new IOException($"{row.Number}");
        });

        source.OpenCursors.ShouldBe(0);
    }

    public void Dispose() => _model.Dispose();

    private sealed class Wider
    {
        public float[] Latent { get; set; } = [];

        public int Missing { get; set; } = 5;
    }

    private sealed class NumberOnly
    {
        public int Number { get; set; }
    }
}

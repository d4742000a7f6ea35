namespace Microsoft.ML.Vae.Tests.Training;

public class SnapshotTests
{
    private static readonly SnapshotOptions _snapshots = new() { Count = 4, Seed = 9 };
    private static readonly byte[][] _rows = LearnableImages.Bytes(80, 24);

    [Theory]
    [InlineData(TrainingEngine.Autograd)]
    [InlineData(TrainingEngine.Fused)]
    public void Fit_WithSnapshots_IsBitEqualToOneWithout(TrainingEngine engine)
    {
        VaeOptions options = TestOptions.Small with { Engine = engine, ValidationFraction = 0.2 };
        using VaeTransformer without = options.Fit(View()), with = (options with { SnapshotSamples = _snapshots }).Fit(View());

        NetworkState.Of(with).ShouldEqual(NetworkState.Of(without));
        with.History.Select(epoch => epoch with { Snapshot = null }).ShouldBe(without.History);
        with.Report.Options.ShouldBe(without.Report.Options);
        without.History.ShouldAllBe(epoch => epoch.Snapshot == null);
    }

    [Theory]
    [InlineData(TrainingEngine.Autograd)]
    [InlineData(TrainingEngine.Fused)]
    public void Snapshot_OfTheLastEpoch_IsWhatTheModelDecodes(TrainingEngine engine)
    {
        VaeOptions options = TestOptions.Small with
        {
            Engine = engine,
            SnapshotSamples = _snapshots,
            ReconstructionColumnName = TinyModel.Reconstruction,
        };
        using VaeTransformer model = options.Fit(View());

        TrainingSnapshot first = model.History[0].Snapshot!, last = model.History[^1].Snapshot!;

        last.Samples.ShouldBeCloseTo(model.Sample(4, seed: 9).Vectors("Sample"));
        first.Originals.Count.ShouldBe(4);
        first.Originals.SelectMany(row => row).ShouldBe(last.Originals.SelectMany(row => row));
        first.Reconstructions.SelectMany(row => row).ShouldNotBe(last.Reconstructions.SelectMany(row => row));
        byte[][] bytes = [.. last.Originals.Select(row => row.Select(value => (byte)MathF.Round(value)).ToArray())];
        IDataView originals = PixelViews.OfBytes(new MLContext(), bytes);
        last.Reconstructions.ShouldBeCloseTo(model.Transform(originals).Vectors(TinyModel.Reconstruction));
    }

    [Fact]
    public void Snapshots_OfALoadedModel_AreGone()
    {
        using VaeTransformer model = (TestOptions.Small with { SnapshotSamples = _snapshots }).Fit(View());
        var context = new MLContext();
        using var file = new MemoryStream();
        context.Model.Save(model, View().Schema, file);
        file.Position = 0;

        using var loaded = (VaeTransformer)context.Model.Load(file, out _);

        loaded.History.ShouldBe(model.History.Select(epoch => epoch with { Snapshot = null }));
    }

    [Fact]
    public void Snapshots_OfAPlainAutoencoder_HaveNoSamples()
    {
        using VaeTransformer model = (TestOptions.Small with { Objective = Objective.Autoencoder, SnapshotSamples = _snapshots }).Fit(View());

        model.History[0].Snapshot!.Samples.ShouldBeEmpty();
        model.History[0].Snapshot!.Reconstructions.Count.ShouldBe(4);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(257)]
    public void Fit_WithABadCount_NamesTheOption(int count) =>
        Should.Throw<ArgumentOutOfRangeException>(() => (TestOptions.Small with { SnapshotSamples = new() { Count = count } }).Fit(View()))
            .Message.ShouldStartWith(FormattableString.Invariant($"SnapshotSamples.Count is {count}; must be in [1, 256]."));

    private static IDataView View() => PixelViews.OfBytes(new MLContext(), _rows);
}

namespace Microsoft.ML.Vae.Bench;

/// <summary>Everything that is measured.</summary>
internal static class Suite
{
    private const int DigitCount = 60_000;
    private const int ConvolutionalDigitCount = 3000;
    private const int ColorCount = 1500;

    public static IReadOnlyList<Comparison> Comparisons { get; } =
    [
        .. Dense(new DenseNetwork(400, 20), warm: 2.0, fresh: 4.0, rounded: 3.3, products: Target.AtLeast(1.0)),
        .. Dense(new DenseNetwork(256, 10), warm: 1.6, fresh: 3.2, rounded: 2.5, products: null),
        Convolutional(new ConvolutionalNetwork(Images.Side, 1, [32, 64], 16), () => Images.Digits(ConvolutionalDigitCount), 1.5),
        Convolutional(
            new ConvolutionalNetwork(Images.ColorSide, 3, [32, 64, 128], 16), () => Images.Colors(ColorCount, Images.ColorSide), 1.3),
        Convolutional(
            new ConvolutionalNetwork(Images.LargeSide, 3, [32, 64, 128], 16), () => Images.Colors(ColorCount / 2, Images.LargeSide), null),
        Convolutional(
            new ConvolutionalNetwork(Images.Side, 1, [32, 64], 16, Blocks: 1), () => Images.Digits(ConvolutionalDigitCount / 2), null),
        .. Together(),
        .. Score(),
        .. Export(),
        Load(),
        .. Reread(),
        Parquet("784 floats", areBytes: false),
        Parquet("784 bytes", areBytes: true),
        new Comparison("t-SNE of 2,000 × 10, 250 iterations", new VisualTsne(), new PlainTsne(), Target.AtLeast(2.0)),
        new Comparison("start-up, 1,000 rows", new StartUp(), Other: null, Target.AtMost(1.5)),
        new Comparison("t-SNE of 2,000 × 10, 1,000 iterations", new WholeTsne(), Other: null, Target.AtMost(10)),
        new Comparison("report on 10,000 digits, without t-SNE", new ReportWriting(), Other: null, Target.AtMost(15)),
        new Comparison("memory, 60,000 digits", new FitMemory(), Other: null, Target.AtMost(60)),
    ];

    private static IEnumerable<Comparison> Dense(DenseNetwork network, double warm, double fresh, double rounded, Target? products)
    {
        IEnumerable<byte[]> Digits() => Images.Digits(DigitCount);
        var plainWarm = new PlainTraining(
            $"plain loop {network}, warm allocator", () => PlainVae.Dense(network), Digits, warmAllocator: true);
        var plainFresh = new PlainTraining($"plain loop {network}, fresh process", () => PlainVae.Dense(network), Digits);
        var fit = new FitTraining($"Fit {network}, float32", network.Options, Digits, epochs: 2);
        string work = $"train {network}";
        yield return new Comparison(work, fit, plainWarm, Target.AtLeast(warm));
        yield return new Comparison(work, fit, plainFresh, Target.AtLeast(fresh));
        yield return new Comparison(work, fit, new BareProducts(network), products);
        yield return new Comparison(
            work,
            new FitTraining(
                $"Fit {network}, bfloat16", network.Options with { Precision = TrainingPrecision.BFloat16 }, Digits, epochs: 2),
            plainWarm, Target.AtLeast(rounded));
        yield return new Comparison(work, fit, new PyTorchTraining(network, Digits), Target: null);
    }

    private static Comparison Convolutional(ConvolutionalNetwork network, Func<IEnumerable<byte[]>> images, double? target) => new(
        $"train {network}", new FitTraining($"Fit {network}", network.Options, images, epochs: 2),
        new PlainTraining(
            $"plain loop {network}, warm allocator", () => PlainVae.Convolutional(network), images, warmAllocator: true),
        target is { } least ? Target.AtLeast(least) : null);

    private static IEnumerable<Comparison> Together()
    {
        (string Network, int[] Hidden, int Latent, int BatchSize, int Digits, double Target)[] works =
            [("784-1024-1024-64", [1024, 1024], 64, 512, 10_240, 1.8), ("784-400-20", [400], 20, 256, 20_480, 1.5)];
        foreach ((string network, int[] hidden, int latent, int batchSize, int digits, double target) in works)
        {
            VaeOptions options = FitTraining.Shared with
            {
                Network = Network.FullyConnected(hidden), LatentDimension = latent, BatchSize = batchSize,
            };
            yield return new Comparison(
                FormattableString.Invariant($"train {network} over MPI, batches of {batchSize}"),
                new MpiTraining($"two processes {network}", 2, options, digits),
                new MpiTraining($"one process {network}", 1, options, digits),
                Target.AtLeast(target));
        }
        yield return new Comparison(
            FormattableString.Invariant($"Allreduce of {MpiAllreduce.Count:N0} floats, two processes"),
            new MpiAllreduce(), new BareAllreduce(), Target.AtMost(1.15));
    }

    private static IEnumerable<Comparison> Score()
    {
        var quiet = new CursorEncoding("one cursor", isBusy: false);
        yield return new Comparison("encode 20,000 rows, two threads", quiet, new PlainEncoding(), Target.AtLeast(1.0));
        yield return new Comparison("encode 20,000 rows, two threads", new ParallelEncoding(), quiet, Target: null);
        yield return new Comparison("encode 20,000 rows with ONNX", new OnnxEncoding(), quiet, Target: null);
        yield return new Comparison("encode one row", new EnginePrediction(), new PlainCall(), Target.AtMost(0.5));
        yield return new Comparison(
            "encode 20,000 rows on a busy machine", new CursorEncoding("one cursor beside two busy processes", isBusy: true), quiet,
            Target.AtLeast(0.45));
    }

    private static IEnumerable<Comparison> Export()
    {
        yield return new Comparison("export 784-400-20 to ONNX", new OnnxExport(), Other: null, Target.AtMost(100));
        yield return new Comparison("size of 784-400-20 as ONNX", new OnnxExportSize(), Other: null, Target.AtMost(1024));
        yield return new Comparison("export 100 million parameters to ONNX", new OnnxExportMemory(), Other: null, Target.AtMost(1.2));
    }

    private static IEnumerable<Comparison> Reread()
    {
        const long Large = 8L << 30, Small = 16 << 20;
        VaeOptions digits = new DenseNetwork(400, 20).Options;
        IDataView Digits(MLContext context) => Rows.View(context, Images.Digits(DigitCount).ToList(), Images.PixelCount);
        yield return new Comparison(
            "train 784-400-20 after the first epoch",
            new LaterEpochs("rows read anew in each epoch", digits with { InputCacheBytes = Small }, Digits),
            new LaterEpochs("rows in memory", digits with { InputCacheBytes = Large }, Digits), Target.AtLeast(0.9));
        VaeOptions images = FitTraining.Shared with
        {
            InputColumnName = Thumbnails.Column,
            Network = Network.FullyConnected([64]),
            LatentDimension = 16,
        };
        yield return new Comparison(
            FormattableString.Invariant($"train on JPEG files of {Thumbnails.Side} x {Thumbnails.Side} after the first epoch"),
            new LaterEpochs(
                "images on disk", images with { InputCacheBytes = Small, DiskCache = new(Thumbnails.CacheFolder, Large) }, Thumbnails.View),
            new LaterEpochs("images in memory", images with { InputCacheBytes = Large }, Thumbnails.View), Target.AtLeast(0.9));
    }
    private static Comparison Parquet(string row, bool areBytes) => new(
        $"read rows of {row} from Parquet",
        new RowReading($"LoadFromParquet, {row}", areBytes, isCached: false), new RowReading($"Cache, {row}", areBytes, isCached: true),
        Target: null);

    private static Comparison Load() => new(
        FormattableString.Invariant($"load JPEG files of 12 megapixels at {ImageLoading.Side} x {ImageLoading.Side}"),
        new ImageLoading("LoadAndResizeImages", transforms =>
            transforms.LoadAndResizeImages(ImageLoading.Output, ImageLoading.Side, ImageLoading.Side, inputColumnName: ImageLoading.Input)),
        new ImageLoading("LoadImages and ResizeImages", transforms => transforms.LoadImages(ImageLoading.Output, "", ImageLoading.Input)
            .Append(transforms.ResizeImages(ImageLoading.Output, ImageLoading.Side, ImageLoading.Side))),
        Target.AtLeast(0.8));
}

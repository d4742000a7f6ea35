using System.Drawing;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Microsoft.ML.Vae.Tests.Contract;

namespace Microsoft.ML.Vae.Tests.Images.Loading;

/// <summary>The column that LoadAndResizeImages adds: its schema, its values under any reading, and its place in a pipeline.</summary>
public sealed class ImageFileColumnTests : IDisposable
{
    private const int Count = 20;

    private readonly LoadedFiles _files = new();
    private readonly string[] _names;

    public ImageFileColumnTests() => _names =
        [.. Enumerable.Range(0, Count).Select(i => _files.Add($"{i}.png", LoadedFiles.Encode(Rgb.Make(6, 5, (x, y) => Rgb.Gray(10 * i + x + y)))))];

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("Picture")]
    [InlineData("File")]   // over its input
    public void Loading_KeepsTheContract(string output) => EstimatorContract.Check(new ContractSubject
    {
        Estimator = context => context.Transforms.LoadAndResizeImages(_files.Options with { OutputColumnName = output }),
        Data = context => context.Data.LoadFromEnumerable(_names.Select((name, i) => new NumberedRow { Number = i, File = name }).ToList()),
        Invalid =
        [
            new(_ => new ScriptedView(2).Add<float>("Another", NumberDataViewType.Single, _ => 0), "Could not find input column 'File'"),
            new(_ => new ScriptedView(2).Add<float>("File", NumberDataViewType.Single, _ => 0),
                "Schema mismatch for input column 'File': expected String or vector of Byte, got Single"),
            new(_ => new ScriptedView(2).AddVector<ReadOnlyMemory<char>>("File", TextDataViewType.Instance, 2, _ => default),
                "Schema mismatch for input column 'File': expected String or vector of Byte, got Vector<String"),
        ],
    });

    [Fact]
    public void Schema_OtherColumns_KeepTheirAnnotations()
    {
        IDataView paths = _files.Context.Transforms.Conversion.MapValueToKey("Key", "File")
            .Append(_files.Context.Transforms.Categorical.OneHotEncoding("Hot", "File")).Fit(_files.Paths(_names)).Transform(_files.Paths(_names));

        DataViewSchema schema = _files.Context.Transforms.LoadAndResizeImages(_files.Options).Fit(paths).Transform(paths).Schema;

        schema["Key"].HasKeyValues().ShouldBeTrue();
        schema["Hot"].HasSlotNames().ShouldBeTrue();
        ImageDataViewType type = schema[LoadedFiles.Column].Type.ShouldBeOfType<ImageDataViewType>();
        (type.Height, type.Width).ShouldBe((4, 4));
    }

    [Fact]
    public void ExtractPixelsAndAutoencoder_TakeTheColumn()
    {
        IDataView paths = _files.Paths(_names);
        ImageFileOptions options = _files.Options with { ImageWidth = 5, ImageHeight = 3 };
        using var model = _files.Context.Transforms.LoadAndResizeImages(options)
            .Append(_files.Context.Transforms.ExtractPixels("Pixels", LoadedFiles.Column))
            .Append(_files.Context.Transforms.VariationalAutoencoder(TestOptions.Tiny with { InputColumnName = LoadedFiles.Column }))
            .Fit(paths);

        IDataView output = model.Transform(paths);

        output.Schema["Pixels"].Type.ShouldBeOfType<VectorDataViewType>().Dimensions.ShouldBe([3, 3, 5]);
        float[][] pixels = output.Vectors("Pixels");
        pixels.Select(row => row[0]).ShouldBe(Enumerable.Range(0, Count).Select(i => pixels[0][0] + 10 * i));
        output.Vectors(TinyModel.Mean).Length.ShouldBe(Count);
    }

    [Fact]
    public void Predict_OneFileAfterAnother_LoadsEach()
    {
        ImageFileTransformer transformer = _files.Context.Transforms.LoadAndResizeImages(_files.Options).Fit(_files.Paths());
        using var engine = _files.Context.Model.CreatePredictionEngine<LoadedFiles.Row, Output>(transformer);

        Output[] outputs = [.. _names.Select(name => engine.Predict(new LoadedFiles.Row { File = name }))];

        outputs.Select(output => Rgb.Of(output.Picture)).ShouldBe(_files.View(_files.Options, _names).Values<MLImage>(LoadedFiles.Column).Select(Rgb.Of));
        outputs[0].Picture.Tag.ShouldBe(Path.Combine(_files.Folder, "0.png"));
    }

    [Fact]
    public void Getter_ImageThatIsHandedIn_IsLeftAlive()
    {
        IDataView view = _files.View(_files.Options, _names);
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        ValueGetter<MLImage> get = cursor.GetGetter<MLImage>(view.Schema[LoadedFiles.Column]);
        MLImage image = MLImage.CreateFromPixels(1, 1, MLPixelFormat.Bgra32, [1, 2, 3, 4]);
        List<MLImage> images = [image];
        while (cursor.MoveNext())
        {
            get(ref image);
            images.Add(image);
        }

        images.Distinct().Count().ShouldBe(Count + 1);
        images.ShouldAllBe(one => one.Height >= 1);   // one that is disposed throws
    }

    [Fact]
    public void Transform_ImagesThatNobodyReads_AreNotLoaded()
    {
        IDataView view = _files.View(_files.Options, "absent");

        view.Values<ReadOnlyMemory<char>>("File").Single().ToString().ShouldBe("absent");
    }

    [Fact]
    public void Transform_ManyThreads_LoadTheSameImages()
    {
        ImageFileTransformer transformer = _files.Context.Transforms.LoadAndResizeImages(_files.Options).Fit(_files.Paths());
        Rgb[][,] expected = Load();

        Enumerable.Range(0, 8).AsParallel().WithDegreeOfParallelism(8).Select(_ => Load()).ToArray().ShouldAllBe(images => images.SequenceEqual(expected, new SameImage()));

        Rgb[][,] Load() => [.. transformer.Transform(_files.Paths(_names)).Values<MLImage>(LoadedFiles.Column).Select(Rgb.Of)];
    }

    [Fact]
    public void Path_RootedOrWithoutAFolder_IsTakenAsItIs()
    {
        string rooted = Path.Combine(_files.Folder, _names[3]);
        MLImage[] images =
        [
            _files.View(_files.Options with { ImageFolder = "/elsewhere" }, rooted).Values<MLImage>(LoadedFiles.Column)[0],
            _files.View(_files.Options with { ImageFolder = null }, Path.GetRelativePath(Environment.CurrentDirectory, rooted)).Values<MLImage>(LoadedFiles.Column)[0],
        ];

        images.Select(Rgb.Of).ShouldAllBe(image => image[0, 0] == images.Select(Rgb.Of).First()[0, 0]);
    }

    [Fact]
    public void Save_AllOptions_AreLoadedAgain()
    {
        ImageFileOptions[] all =
        [
            _files.Options,
            new() { OutputColumnName = "A", InputColumnName = "A", ImageWidth = 1, ImageHeight = 2 },
            _files.Options with
            {
                Resizing = ImageResizingEstimator.ResizingKind.IsoPad,
                BackgroundColor = Color.FromArgb(200, 100, 50),
                Grayscale = true,
                GrayWindow = GrayWindow.Between(10, 4095),
                OnInvalidFile = InvalidFileBehavior.Missing,
                MaximumPixels = long.MaxValue,
            },
            _files.Options with { GrayWindow = GrayWindow.MinMax, Resizing = ImageResizingEstimator.ResizingKind.Fill },
        ];
        foreach (ImageFileOptions options in all)
        {
            ScriptedView paths = new ScriptedView(1).Add<ReadOnlyMemory<char>>(options.InputColumnName!, TextDataViewType.Instance, _ => default);
            using var stream = new MemoryStream();
            _files.Context.Model.Save(_files.Context.Transforms.LoadAndResizeImages(options).Fit(paths), paths.Schema, stream);

            var loaded = (ImageFileTransformer)new MLContext().Model.Load(stream, out _);

            loaded.Options.ShouldBe(options with { BackgroundColor = Color.FromArgb(options.BackgroundColor.ToArgb()) });
        }
    }

    [Fact]
    public void Options_OutOfRange_AreAllNamed()
    {
        var options = new ImageFileOptions
        {
            OutputColumnName = " ",
            InputColumnName = "",
            ImageWidth = 0,
            ImageHeight = -1,
            Resizing = (ImageResizingEstimator.ResizingKind)9,
            BackgroundColor = Color.Transparent,
            OnInvalidFile = (InvalidFileBehavior)7,
            MaximumPixels = 0,
        };

        Should.Throw<ArgumentOutOfRangeException>(() => _files.Context.Transforms.LoadAndResizeImages(options)).Message.ShouldStartWith(
            "OutputColumnName is empty or white space; must be a column name. InputColumnName is empty or white space; must be a column name. "
            + "ImageWidth is 0; must be at least 1. ImageHeight is -1; must be at least 1. Resizing is 9; must be one of IsoPad, IsoCrop, Fill. "
            + "BackgroundColor is Color [Transparent]; must be opaque (alpha 255). OnInvalidFile is 7; must be Throw or Missing. "
            + "MaximumPixels is 0; must be at least 1.");
        Should.Throw<ArgumentOutOfRangeException>(() => _files.Context.Transforms.LoadAndResizeImages("A", 100_000, 100_000)).Message
            .ShouldStartWith("ImageWidth x ImageHeight is 100000 x 100000; must be at most 536870911 pixels.");
    }

    [Fact]
    public void Options_Null_AreRefused()
    {
        Should.Throw<ArgumentNullException>(() => _files.Context.Transforms.LoadAndResizeImages(null!));
        Should.Throw<ArgumentNullException>(() => _files.Context.Transforms.LoadAndResizeImages(null!, 4, 4)).ParamName.ShouldBe("outputColumnName");
        Should.Throw<ArgumentNullException>(() => _files.Context.Transforms.LoadAndResizeImages(_files.Options with { GrayWindow = null! }));
        Should.Throw<ArgumentNullException>(() => ImageFileCatalog.LoadAndResizeImages(null!, _files.Options)).ParamName.ShouldBe("catalog");
    }

    private sealed class NumberedRow
    {
        public float Number { get; set; }

        public string File { get; set; } = "";
    }

    private sealed class Output
    {
        [ImageType(4, 4)]
        public MLImage Picture { get; set; } = null!;
    }

    private sealed class SameImage : IEqualityComparer<Rgb[,]>
    {
        public bool Equals(Rgb[,]? left, Rgb[,]? right) => Rgb.Distance(left!, right!) == 0;

        public int GetHashCode(Rgb[,] image) => 0;
    }
}

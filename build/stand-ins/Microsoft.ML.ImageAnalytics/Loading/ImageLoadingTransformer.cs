using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms.Image;

[assembly: LoadableClass(typeof(ImageLoadingTransformer), null, typeof(SignatureLoadModel), "", ImageLoadingTransformer.LoaderSignature)]

namespace Microsoft.ML.Data;

/// <summary>Loads the files that text columns name, as images or as bytes.</summary>
public sealed class ImageLoadingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "ImageLoaderTransform";

    private const uint RawBytesVersion = 0x00010003;

    /// <summary>Null where the paths are to be taken as they are.</summary>
    public readonly string ImageFolder;

    internal ImageLoadingTransformer(IHostEnvironment env, string imageFolder, bool asImages, params (string Output, string Input)[] columns)
        : base(env.Register(nameof(ImageLoadingTransformer)), columns)
    {
        if (!string.IsNullOrEmpty(imageFolder))
        {
            ImageFolder = Directory.Exists(imageFolder)
                ? Path.GetFullPath(imageFolder)
                : throw new ArgumentException($"Directory \"{imageFolder}\" does not exist.");
        }

        AsImages = asImages;
    }

    private ImageLoadingTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ColumnPairStream.Load(ctx))
    {
        ImageFolder = ctx.LoadStringOrNull();
        AsImages = ctx.Header.ModelVerWritten < RawBytesVersion || ctx.Reader.ReadBoolean();
    }

    internal bool AsImages { get; }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "IMGLOADR",
        verWrittenCur: RawBytesVersion,
        verReadableCur: RawBytesVersion,
        verWeCanReadBack: RawBytesVersion,
        loaderAssemblyName: typeof(ImageLoadingTransformer).Assembly.FullName,
        loaderSignature: LoaderSignature);

    // Body: the pairs, the folder (string id, -1 for none), whether images are made (Boolean).
    private static ImageLoadingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        Contracts.CheckValue(env, nameof(env));
        env.CheckValue(ctx, nameof(ctx));
        ctx.CheckAtModel(GetVersionInfo());
        return new ImageLoadingTransformer(env.Register(nameof(ImageLoadingTransformer)), ctx);
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        Host.CheckValue(ctx, nameof(ctx));
        ctx.CheckAtModel();
        ctx.SetVersionInfo(GetVersionInfo());
        ColumnPairStream.Save(ctx, ColumnPairs);
        ctx.SaveStringOrNull(ImageFolder);
        ctx.Writer.Write(AsImages);
    }

    private protected override IRowMapper MakeRowMapper(DataViewSchema inputSchema) =>
        new Mapper(this, ImageColumns.Bind(Host, inputSchema, ColumnPairs, CheckPath));

    private void CheckPath(DataViewSchema.Column column, int pair)
    {
        if (column.Type is not TextDataViewType)
        {
            throw Host.ExceptSchemaMismatch(
                "inputSchema", "input", column.Name, TextDataViewType.Instance.ToString(), column.Type.ToString());
        }
    }

    private string FullPath(ReadOnlyMemory<char> path) =>
        string.IsNullOrWhiteSpace(ImageFolder) ? path.ToString() : Path.Combine(ImageFolder, path.ToString());

    private sealed class Mapper(ImageLoadingTransformer parent, DataViewSchema.Column[] inputs) : OneToOneMapper(inputs)
    {
        protected override DataViewSchema.DetachedColumn MakeColumn(int column) => new(
            parent.ColumnPairs[column].Output, parent.AsImages ? new ImageDataViewType() : new VectorDataViewType(NumberDataViewType.Byte));

        protected override Delegate MakeGetter(DataViewRow input, int column, out Action disposer)
        {
            disposer = null;
            var path = InputGetter<ReadOnlyMemory<char>>(input, column);
            return parent.AsImages ? ImageGetter(path, out disposer) : BytesGetter(path);
        }

        /// <summary>The image of the row before goes when the next one is loaded, the last one with the cursor.</summary>
        private ValueGetter<MLImage> ImageGetter(ValueGetter<ReadOnlyMemory<char>> getPath, out Action disposer)
        {
            MLImage last = null;
            disposer = () => last?.Dispose();
            ReadOnlyMemory<char> path = default;
            return (ref MLImage image) =>
            {
                image?.Dispose();
                image = null;
                getPath(ref path);
                if (path.Length > 0)
                    image = Load(parent.FullPath(path));
                last = image;
            };
        }

        private ValueGetter<VBuffer<byte>> BytesGetter(ValueGetter<ReadOnlyMemory<char>> getPath)
        {
            ReadOnlyMemory<char> path = default;
            return (ref VBuffer<byte> bytes) =>
            {
                getPath(ref path);
                var file = path.Length > 0 ? File.ReadAllBytes(parent.FullPath(path)) : [];
                var editor = VBufferEditor.Create(ref bytes, file.Length);
                file.CopyTo(editor.Values);
                bytes = editor.Commit();
            };
        }

        private static MLImage Load(string path)
        {
            using var file = new MemoryStream(File.ReadAllBytes(path));
            var image = MLImage.CreateFromStream(file);
            image.Tag = path;
            return image;
        }
    }
}

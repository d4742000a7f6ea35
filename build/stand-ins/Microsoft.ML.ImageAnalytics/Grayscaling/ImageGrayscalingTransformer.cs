using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms.Image;

[assembly: LoadableClass(typeof(ImageGrayscalingTransformer), null, typeof(SignatureLoadModel), "Image Greyscale Transform", ImageGrayscalingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms.Image;

/// <summary>Makes images grey.</summary>
public sealed class ImageGrayscalingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "ImageGrayscaleTransform";

    internal ImageGrayscalingTransformer(IHost host, params (string Output, string Input)[] columns)
        : base(host, columns)
    {
    }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "IMGGRAYT",
        verWrittenCur: 0x00010001,
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderAssemblyName: typeof(ImageGrayscalingTransformer).Assembly.FullName,
        loaderSignature: LoaderSignature);

    // Body: the pairs.
    private static ImageGrayscalingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        Contracts.CheckValue(env, nameof(env));
        var host = env.Register("ImageGrayscale");
        host.CheckValue(ctx, nameof(ctx));
        ctx.CheckAtModel(GetVersionInfo());
        return new ImageGrayscalingTransformer(host, ColumnPairStream.Load(ctx));
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        Host.CheckValue(ctx, nameof(ctx));
        ctx.CheckAtModel();
        ctx.SetVersionInfo(GetVersionInfo());
        ColumnPairStream.Save(ctx, ColumnPairs);
    }

    private protected override IRowMapper MakeRowMapper(DataViewSchema inputSchema) =>
        new Mapper(this, ImageColumns.Bind(Host, inputSchema, ColumnPairs, (column, _) => ImageColumns.CheckImage(Host, column)));

    private sealed class Mapper(ImageGrayscalingTransformer parent, DataViewSchema.Column[] inputs) : OneToOneMapper(inputs)
    {
        protected override DataViewSchema.DetachedColumn MakeColumn(int column) => new(parent.ColumnPairs[column].Output, InputType(column));

        /// <summary>The last image that was read goes with the cursor, whoever made it.</summary>
        protected override Delegate MakeGetter(DataViewRow input, int column, out Action disposer)
        {
            var getSource = InputGetter<MLImage>(input, column);
            MLImage source = null;
            disposer = () => source?.Dispose();
            return (ValueGetter<MLImage>)((ref MLImage image) =>
            {
                image?.Dispose();
                getSource(ref source);
                if (source == null)
                    return;
                image = source.CloneWithGrayscale();
                image.Tag = source.Tag;
            });
        }
    }
}

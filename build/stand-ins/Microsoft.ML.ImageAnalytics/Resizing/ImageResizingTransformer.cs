using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms.Image;

[assembly: LoadableClass(typeof(ImageResizingTransformer), null, typeof(SignatureLoadModel), "Image Resizer Transform", ImageResizingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms.Image;

/// <summary>Brings images to one size.</summary>
public sealed class ImageResizingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "ImageScalerTransform";

    internal ImageResizingTransformer(IHost host, params ImageResizingEstimator.ColumnOptions[] columns)
        : base(host, [.. columns.Select(column => (column.Name, column.InputColumnName))])
        => Columns = columns;

    private ImageResizingTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ColumnPairStream.Load(ctx))
        => Columns = Array.ConvertAll(ColumnPairs, pair => ImageResizingEstimator.ColumnOptions.Load(host, pair.Output, pair.Input, ctx));

    internal ImageResizingEstimator.ColumnOptions[] Columns { get; }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "IMGSCALF",
        verWrittenCur: 0x00010003,
        verReadableCur: 0x00010003,
        verWeCanReadBack: 0x00010003,
        loaderAssemblyName: typeof(ImageResizingTransformer).Assembly.FullName,
        loaderSignature: LoaderSignature);

    // Body: the pairs, then each column's options.
    private static ImageResizingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        Contracts.CheckValue(env, nameof(env));
        var host = env.Register("ImageScaler");
        host.CheckValue(ctx, nameof(ctx));
        ctx.CheckAtModel(GetVersionInfo());
        return new ImageResizingTransformer(host, ctx);
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        Host.CheckValue(ctx, nameof(ctx));
        ctx.CheckAtModel();
        ctx.SetVersionInfo(GetVersionInfo());
        ColumnPairStream.Save(ctx, ColumnPairs);
        foreach (var column in Columns)
            column.Save(ctx);
    }

    private protected override IRowMapper MakeRowMapper(DataViewSchema inputSchema) =>
        new Mapper(this, ImageColumns.Bind(Host, inputSchema, ColumnPairs, (column, _) => ImageColumns.CheckImage(Host, column)));

    private sealed class Mapper(ImageResizingTransformer parent, DataViewSchema.Column[] inputs) : OneToOneMapper(inputs)
    {
        protected override DataViewSchema.DetachedColumn MakeColumn(int column) =>
            new(parent.Columns[column].Name, parent.Columns[column].Type);

        /// <summary>An image that has the size already is handed on as it is, to be disposed by the next call.</summary>
        protected override Delegate MakeGetter(DataViewRow input, int column, out Action disposer)
        {
            var options = parent.Columns[column];
            var getSource = InputGetter<MLImage>(input, column);
            MLImage source = null;
            disposer = () => source = null;
            return (ValueGetter<MLImage>)((ref MLImage image) =>
            {
                image?.Dispose();
                getSource(ref source);
                if (source == null)
                    return;
                if (source.Height == options.ImageHeight && source.Width == options.ImageWidth)
                {
                    image = source;
                    return;
                }

                image = source.CloneWithResizing(options.ImageWidth, options.ImageHeight, options.Mode);
                image.Tag = source.Tag;
            });
        }
    }
}

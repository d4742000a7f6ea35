using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms.Image;

[assembly: LoadableClass(typeof(ImagePixelExtractingTransformer), null, typeof(SignatureLoadModel), "Image Pixel Extractor Transform", ImagePixelExtractingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms.Image;

/// <summary>Makes vectors of images' pixels.</summary>
public sealed partial class ImagePixelExtractingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "ImagePixelExtractor";
    internal const uint OrderVersion = 0x00010003;

    internal ImagePixelExtractingTransformer(IHost host, params ImagePixelExtractingEstimator.ColumnOptions[] columns)
        : base(host, [.. columns.Select(column => (column.Name, column.InputColumnName))])
        => Columns = columns;

    private ImagePixelExtractingTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ColumnPairStream.Load(ctx))
        => Columns = Array.ConvertAll(ColumnPairs, pair => ImagePixelExtractingEstimator.ColumnOptions.Load(pair.Output, pair.Input, ctx));

    internal ImagePixelExtractingEstimator.ColumnOptions[] Columns { get; }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "IMGPXEXT",
        verWrittenCur: OrderVersion,
        verReadableCur: 0x00010002,
        verWeCanReadBack: 0x00010002,
        loaderAssemblyName: typeof(ImagePixelExtractingTransformer).Assembly.FullName,
        loaderSignature: LoaderSignature);

    // Body: the pairs, then each column's options.
    private static ImagePixelExtractingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        Contracts.CheckValue(env, nameof(env));
        var host = env.Register("ImagePixelExtractor");
        host.CheckValue(ctx, nameof(ctx));
        ctx.CheckAtModel(GetVersionInfo());
        return new ImagePixelExtractingTransformer(host, ctx);
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
        new Mapper(this, ImageColumns.Bind(Host, inputSchema, ColumnPairs, CheckInput));

    private void CheckInput(DataViewSchema.Column column, int pair)
    {
        var image = ImageColumns.CheckImage(Host, column);
        if (image.Height <= 0 || image.Width <= 0)
            throw Host.ExceptSchemaMismatch("inputSchema", "input", column.Name, "known-size image", "unknown-size image");
        if ((long)image.Height * image.Width > int.MaxValue / 4)
            throw Host.Except("Image dimensions are too large");
    }
}

using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms.Image;

public sealed partial class ImageResizingEstimator
{
    /// <summary>How one column is resized.</summary>
    internal sealed class ColumnOptions
    {
        public ColumnOptions(
            string name, int imageWidth, int imageHeight, string inputColumnName = null, ResizingKind resizing = ResizingKind.IsoCrop,
            Anchor anchor = Anchor.Center)
        {
            Contracts.CheckNonEmpty(name, nameof(name));
            Contracts.CheckUserArg(imageWidth > 0, nameof(imageWidth));
            Contracts.CheckUserArg(imageHeight > 0, nameof(imageHeight));
            Contracts.CheckUserArg(Enum.IsDefined(resizing), nameof(resizing));
            Contracts.CheckUserArg(Enum.IsDefined(anchor), nameof(anchor));
            Name = name;
            InputColumnName = inputColumnName ?? name;
            ImageWidth = imageWidth;
            ImageHeight = imageHeight;
            Resizing = resizing;
            Anchor = anchor;
            Type = new ImageDataViewType(imageHeight, imageWidth);
        }

        public string Name { get; }

        public string InputColumnName { get; }

        public int ImageWidth { get; }

        public int ImageHeight { get; }

        public ResizingKind Resizing { get; }

        public Anchor Anchor { get; }

        public DataViewType Type { get; }

        public ImageResizeMode Mode => (Resizing, Anchor) switch
        {
            (ResizingKind.IsoPad, _) => ImageResizeMode.Pad,
            (ResizingKind.Fill, _) => ImageResizeMode.Fill,
            (_, Anchor.Top) => ImageResizeMode.CropAnchorTop,
            (_, Anchor.Bottom) => ImageResizeMode.CropAnchorBottom,
            (_, Anchor.Left) => ImageResizeMode.CropAnchorLeft,
            (_, Anchor.Right) => ImageResizeMode.CropAnchorRight,
            _ => ImageResizeMode.CropAnchorCentral,
        };

        // In a model: width and height (Int32), kind and anchor (a byte each).
        public static ColumnOptions Load(IHost host, string name, string inputColumnName, ModelLoadContext ctx)
        {
            var width = ctx.Reader.ReadInt32();
            host.CheckDecode(width > 0);
            var height = ctx.Reader.ReadInt32();
            host.CheckDecode(height > 0);
            var resizing = (ResizingKind)ctx.Reader.ReadByte();
            host.CheckDecode(Enum.IsDefined(resizing));
            var anchor = (Anchor)ctx.Reader.ReadByte();
            host.CheckDecode(Enum.IsDefined(anchor));
            return new ColumnOptions(name, width, height, inputColumnName, resizing, anchor);
        }

        public void Save(ModelSaveContext ctx)
        {
            ctx.Writer.Write(ImageWidth);
            ctx.Writer.Write(ImageHeight);
            ctx.Writer.Write((byte)Resizing);
            ctx.Writer.Write((byte)Anchor);
        }
    }
}

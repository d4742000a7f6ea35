namespace Microsoft.ML.Transforms.Image;

public sealed partial class ImageResizingEstimator
{
    /// <summary>How an image of another shape is fitted: padded, cropped or stretched.</summary>
    public enum ResizingKind : byte
    {
        IsoPad = 0,
        IsoCrop = 1,
        Fill = 2,
    }

    /// <summary>Which part of an image cropping keeps.</summary>
    public enum Anchor : byte
    {
        Right = 0,
        Left = 1,
        Top = 2,
        Bottom = 3,
        Center = 4,
    }
}

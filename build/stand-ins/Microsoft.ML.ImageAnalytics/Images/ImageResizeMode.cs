namespace Microsoft.ML.Data;

/// <summary>How an image of another shape is fitted.</summary>
internal enum ImageResizeMode
{
    Pad,
    Fill,
    CropAnchorTop,
    CropAnchorBottom,
    CropAnchorLeft,
    CropAnchorRight,
    CropAnchorCentral,
}

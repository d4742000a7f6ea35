#!/usr/bin/env bash
# Microsoft.ML 5.0.1 with Microsoft.ML.ImageAnalytics 5.0.1 and SkiaSharp 2.88.9 (.NET 10 SDK, linux-x64).
# Behaviour: ResizeImages to the size that an image already has hands out the application's own MLImage, not a copy. A reader that passes
# the same variable to the getter for each row, as ML.NET's own readers do for every type, thereby has the application's image of the row
# before disposed: after one pass over images in memory, all but the last can no longer be used. Images of another size are copied.
# Output seen:
#   to the same size     own object handed out: True, images that still work: 1 of 3
#   to another size      own object handed out: False, images that still work: 3 of 3
# Exits with 1 when images in memory outlive a pass of ResizeImages to their own size.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
dotnet new console --framework net10.0 --name Finding --output . > /dev/null
dotnet add package Microsoft.ML --version 5.0.1 > /dev/null
dotnet add package Microsoft.ML.ImageAnalytics --version 5.0.1 > /dev/null
dotnet add package SkiaSharp --version 2.88.9 > /dev/null
dotnet add package SkiaSharp.NativeAssets.Linux.NoDependencies --version 2.88.9 > /dev/null

cat > Program.cs <<'CS'
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

(bool Own, int Alive) same = Read("to the same size", 8), other = Read("to another size", 4);
return same is { Own: true, Alive: < 3 } && other is { Own: false, Alive: 3 } ? 0 : 1;

static (bool Own, int Alive) Read(string name, int size)
{
    var context = new MLContext();
    Row[] rows = [.. Enumerable.Range(0, 3).Select(_ => new Row { Image = MLImage.CreateFromPixels(8, 8, MLPixelFormat.Bgra32, new byte[256]) })];
    IDataView data = context.Data.LoadFromEnumerable(rows);
    IDataView resized = context.Transforms.ResizeImages("Image", size, size).Fit(data).Transform(data);
    bool own = true;
    using (DataViewRowCursor cursor = resized.GetRowCursor(resized.Schema))
    {
        ValueGetter<MLImage> getter = cursor.GetGetter<MLImage>(resized.Schema["Image"]);
        MLImage image = null!;
        for (int row = 0; cursor.MoveNext(); row++)
        {
            getter(ref image);
            own &= ReferenceEquals(image, rows[row].Image);
        }
    }
    int alive = rows.Count(row => Works(row.Image));
    Console.WriteLine($"{name,-20} own object handed out: {own}, images that still work: {alive} of 3");
    return (own, alive);
}

static bool Works(MLImage image)
{
    try
    {
        return image.Pixels.Length > 0;
    }
    catch (Exception e) when (e is InvalidOperationException or ObjectDisposedException)
    {
        return false;
    }
}

internal sealed class Row
{
    [ImageType(8, 8)]
    public MLImage Image { get; set; } = null!;
}
CS

dotnet run --configuration Release

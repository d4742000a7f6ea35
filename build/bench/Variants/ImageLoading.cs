using System.Diagnostics;
using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Bench;

/// <summary>Reads photos in one size through a pipeline.</summary>
internal sealed class ImageLoading(string name, Func<TransformsCatalog, IEstimator<ITransformer>> pipeline) : Variant(name, "images/s")
{
    public const string Output = "Image";
    public const string Input = nameof(Photo.File);
    public const int Side = 224;
    private const int Repetitions = 6;

    public override double Measure()
    {
        var context = new MLContext();
        IDataView Images(IEnumerable<string> files)
        {
            IDataView view = context.Data.LoadFromEnumerable(files.Select(file => new Photo { File = file }).ToList());
            return pipeline(context.Transforms).Fit(view).Transform(view);
        }
        IReadOnlyList<string> files = Photos.Files();
        Read(Images(files.Take(2)));   // compiles, and fills the file cache
        var watch = Stopwatch.StartNew();
        int count = Read(Images(Enumerable.Repeat(files, Repetitions).SelectMany(file => file)));
        return count / watch.Elapsed.TotalSeconds;
    }

    private static int Read(IDataView view)
    {
        int count = 0;
        foreach (MLImage image in view.GetColumn<MLImage>(Output))
        {
            count += image.Height / Side;
            image.Dispose();
        }
        return count;
    }

    private sealed class Photo
    {
        public string File { get; set; } = "";
    }
}

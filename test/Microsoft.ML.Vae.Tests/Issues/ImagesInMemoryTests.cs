using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML.Vae.Tests.Issues;

/// <summary>Images that an application holds as objects stay usable, whichever transforms stand between them and the model.</summary>
public class ImagesInMemoryTests
{
    private readonly MLContext _context = new(1);
    private readonly ImageRow[] _rows = [.. Enumerable.Range(0, 12).Select(row => new ImageRow { Picture = TwoColorImages.Image(row) })];

    [Fact]
    public void FitTransformEvaluate_ResizedToTheirOwnSize_FindNoDisposedImage()
    {
        IDataView data = _context.Data.LoadFromEnumerable(_rows);
        var resizing = _context.Transforms.ResizeImages(TwoColorImages.Column, TwoColorImages.Width, TwoColorImages.Height).Fit(data);
        IDataView resized = resizing.Transform(data);
        VaeOptions options = TestOptions.Tiny with { InputColumnName = TwoColorImages.Column, PredictedLabelColumnName = "Odd", BatchSize = 4 };

        using VaeTransformer model = options.Fit(resized);
        IDataView view = model.Transform(resized);

        view.Vectors(TinyModel.Mean).ShouldBe(view.Vectors(TinyModel.Mean));
        model.Evaluate(resized);
        using (DataViewRowCursor cursor = view.GetRowCursor(view.Schema))
            cursor.Rest<MLImage>(view.Schema[TwoColorImages.Column]).ForEach(image => image.Dispose());
        _rows.ShouldAllBe(row => IsAlive(row.Picture));
    }

    [Fact]
    public void FitTransformEvaluate_InMemory_LeaveEveryImageAlive()
    {
        IDataView data = _context.Data.LoadFromEnumerable(_rows);
        VaeOptions options = TestOptions.Tiny with { InputColumnName = TwoColorImages.Column, PredictedLabelColumnName = "Odd", BatchSize = 4, ValidationFraction = 0.3 };
        using VaeTransformer model = options.Fit(data);
        IDataView view = model.Transform(data);

        model.Evaluate(data);
        view.Vectors(TinyModel.Mean).ShouldBe(view.Vectors(TinyModel.Mean));
        using (DataViewRowCursor cursor = view.GetRowCursor(view.Schema))
            cursor.Rest<MLImage>(view.Schema[TwoColorImages.Column]).ForEach(image => image.Dispose());

        _rows.ShouldAllBe(row => IsAlive(row.Picture));
    }

    /// <summary>The images of the first cursor are not disposed while others read the same objects.</summary>
    [Fact]
    public void Predict_TheSameImageAgainAndAgain_WorksEveryTime()
    {
        IDataView data = _context.Data.LoadFromEnumerable(_rows);
        using VaeTransformer model = (TestOptions.Tiny with { InputColumnName = TwoColorImages.Column }).Fit(data);
        using PredictionEngine<ImageRow, LatentRow> engine = _context.Model.CreatePredictionEngine<ImageRow, LatentRow>(
            model, new PredictionEngineOptions { OwnsTransformer = false });

        float[][] latents = [.. Enumerable.Range(0, 5).Select(_ => engine.Predict(_rows[0]).Latent)];

        latents.ShouldAllBe(latent => latent.SequenceEqual(latents[0]));
        IsAlive(_rows[0].Picture).ShouldBeTrue();
    }

    /// <summary>The reader disposes no image, since it may be an application's, but does not let them pile up either.</summary>
    [Fact]
    public void Transform_ManyLargeImagesThatNobodyOwns_CollectsThemInTime()
    {
        const int Rows = 200, Side = 1000;
        byte[] pixels = new byte[Side * Side * 4];
        var made = new List<WeakReference<MLImage>>();
        int most = 0;
        ScriptedView source = new ScriptedView(Rows).Add(TwoColorImages.Column, new ImageDataViewType(), _ =>
        {
            most = Math.Max(most, made.Count(image => image.TryGetTarget(out MLImage? alive) && alive is not null));
            MLImage image = MLImage.CreateFromPixels(Side, Side, MLPixelFormat.Bgra32, pixels);
            made.Add(new WeakReference<MLImage>(image));
            return image;
        });
        VaeOptions options = TestOptions.Tiny with
        {
            InputColumnName = TwoColorImages.Column,
            Image = new ImageLayout(TwoColorImages.Height, TwoColorImages.Width),   // another size, so that reading is all there is to do
            OnInvalidRow = InvalidInputBehavior.Missing,
            IsValidColumnName = "IsValid",
        };
        using VaeTransformer model = options.Fit(TwoColorImages.View(_context));

        model.Transform(source).Values<bool>("IsValid").ShouldAllBe(isValid => !isValid);

        most.ShouldBeLessThan(Rows / 2);
    }

    private static bool IsAlive(MLImage image) => image.Height > 0;   // a disposed one throws

    private sealed class ImageRow
    {
        [ImageType(TwoColorImages.Height, TwoColorImages.Width)]
        public MLImage Picture { get; set; } = null!;
    }
}

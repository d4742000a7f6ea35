using Microsoft.ML.Data;
using Microsoft.ML.Vae.Tests.Images;
using Microsoft.ML.Vae.Tests.Images.Loading;
using SkiaSharp;

namespace Microsoft.ML.Vae.Tests.Issues;

/// <summary>Files as people have them reach the model as a viewer shows them, and one that is broken does not end a nightly pass.</summary>
public sealed class PhotoFilesTests : IDisposable
{
    private readonly LoadedFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void ScoringAFolder_OneFileIsBrokenAndOneIsTurned_ScoresEveryOtherRow()
    {
        Rgb[,] upright = Rgb.Make(32, 16, (x, _) => Rgb.Gray(x < 16 ? 240 : 20)), turned = Rgb.Make(16, 32, (_, y) => upright[0, y]);
        byte[] photo = ImageFiles.WithOrientation(LoadedFiles.Encode(turned, SKEncodedImageFormat.Jpeg), orientation: 5);
        string[] names =
        [
            _files.Add("upright.png", LoadedFiles.Encode(upright)), _files.Add("turned.jpg", photo),
            _files.Add("broken.jpg", photo[..300]),
            .. Enumerable.Range(0, 5).Select(i => _files.Add($"{i}.png", LoadedFiles.Encode(Rgb.Scene(40 + i, 20)))),
        ];
        IDataView paths = _files.Paths(names);
        using var model = _files.Context.Transforms.LoadAndResizeImages(_files.Options with { OnInvalidFile = InvalidFileBehavior.Missing })
            .Append(_files.Context.Transforms.VariationalAutoencoder(TestOptions.Tiny with
            {
                InputColumnName = LoadedFiles.Column,
                ScoreColumnName = "Score",
                OnInvalidTrainingRow = InvalidRowBehavior.Skip,
                OnInvalidRow = InvalidInputBehavior.Missing,
            }))
            .Fit(paths);
        using var file = new MemoryStream();
        _files.Context.Model.Save(model, paths.Schema, file);
        using var loaded = (TransformerChain<ITransformer>)new MLContext(1).Model.Load(file, out _);

        float[] scores = [.. loaded.Transform(paths).Values<float>("Score")];

        scores.Select(float.IsNaN).ShouldBe(names.Select(name => name == "broken.jpg"));
        scores.ShouldBe(model.Transform(paths).Values<float>("Score"));
        MLImage[] images = [.. loaded.Transform(paths).Values<MLImage>(LoadedFiles.Column).Take(2)];
        Rgb.Distance(Rgb.Of(images[0]), Rgb.Of(images[1])).ShouldBeLessThanOrEqualTo(3);   // levels: JPEG is lossy
    }
}

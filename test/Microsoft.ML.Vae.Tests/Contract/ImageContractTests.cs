using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML.Vae.Tests.Contract;

/// <summary>The same for columns of images, in and out.</summary>
public class ImageContractTests
{
    private const int Height = 3;
    private const int Width = 4;
    private const int Rows = 20;

    private static readonly VaeOptions _options = TestOptions.Tiny with
    {
        ReconstructionColumnName = "Again",
        SampleColumnName = "New",
        ScoreColumnName = "Score",
    };

    [Fact]
    public void ImagesInAndOut_KeepTheContract() => CheckImages(_options);

    [Fact]
    public void ImagesInVectorsOut_KeepTheContract() => CheckImages(_options with { ImageOutput = ImageOutput.Vector });

    [Fact]
    public void ImagesOutOverImagesIn_KeepTheContract() => CheckImages(_options with { ReconstructionColumnName = TinyModel.Input });

    [Fact]
    public void VectorsInImagesOut_KeepTheContract() => EstimatorContract.Check(new ContractSubject
    {
        Estimator = context => context.Transforms.VariationalAutoencoder(
            _options with { ImageOutput = ImageOutput.Image, Image = new ImageLayout(Height, Width, Channels: 1) }),
        Data = context => TestImages.InMemory(context, Rows),
    });

    private static void CheckImages(VaeOptions options) => EstimatorContract.Check(new ContractSubject
    {
        Estimator = context => context.Transforms.VariationalAutoencoder(options),
        Data = context => context.Data.LoadFromEnumerable(Enumerable.Range(0, Rows).Select(row => new ImageRow { Number = row, Pixels = Draw(row) }).ToList()),
        Invalid = [.. InvalidVectors.For(TinyModel.Input, TinyModel.Size).Take(6)],
        CanSaveInputSchema = false,
    });

    private static MLImage Draw(int row) => MLImage.CreateFromPixels(
        Width, Height, MLPixelFormat.Bgra32, [.. Enumerable.Range(0, Height * Width * 4).Select(i => (byte)(i % 4 == 3 ? 255 : (row * 31 + i * 17) % 256))]);

    private sealed class ImageRow
    {
        public int Number { get; set; }

        [ImageType(Height, Width)]
        public MLImage Pixels { get; set; } = null!;
    }
}

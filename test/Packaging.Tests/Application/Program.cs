using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Vae;

// Fits with checkpoints, saves, loads, and prints the runtime and whether the loaded model gives the same latents.
string folder = Directory.CreateTempSubdirectory("vae-application-").FullName;
try
{
    var mlContext = new MLContext(seed: 1);
    IDataView images = mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 64).Select(Image.Of));
    using VaeTransformer model = mlContext.Transforms.VariationalAutoencoder(new VaeOptions
    {
        OutputColumnName = "Latent",
        InputColumnName = "Pixels",
        LatentDimension = 2,
        Epochs = 3,
        Checkpoints = new CheckpointOptions { Folder = Path.Combine(folder, "checkpoints") },
    }).Fit(images);
    string file = Path.Combine(folder, "model.zip");
    mlContext.Model.Save(model, images.Schema, file);
    using var loaded = (VaeTransformer)mlContext.Model.Load(file, out _);

    bool isReflecting = JsonSerializer.IsReflectionEnabledByDefault;
    int checkpoints = Directory.GetFiles(Path.Combine(folder, "checkpoints"), "*.safetensors").Length;
    bool isSame = Latents(model, images).SequenceEqual(Latents(loaded, images));
    Console.WriteLine($".NET {Environment.Version.Major}, reflection {isReflecting}, {checkpoints} checkpoint, same latents: {isSame}");
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static IEnumerable<float> Latents(ITransformer model, IDataView images) =>
    model.Transform(images).GetColumn<float[]>("Latent").SelectMany(latent => latent);

internal sealed class Image
{
    [VectorType(16)]
    public float[] Pixels { get; set; } = [];

    public static Image Of(int row) => new() { Pixels = [.. Enumerable.Range(0, 16).Select(pixel => (row + pixel) % 4 / 3f)] };
}

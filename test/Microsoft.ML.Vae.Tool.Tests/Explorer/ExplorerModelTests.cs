using System.Net;
using System.Text.Json;

namespace Microsoft.ML.Vae.Tool.Tests.Explorer;

/// <summary>Models of unusual shapes.</summary>
[Collection(SharedModels.Name)]
public sealed class ExplorerModelTests(TrainedModels models) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(4096)]
    public async Task Explore_FewOrManyDimensions_DecodesAndMaps(int dimensions)
    {
        string model = _folder["model.zip"];
        Cli.Succeed("train", models.MNIST, "-o", model, "--rows", "40", "--epochs", "1", "--dense", "8", "--latent", $"{dimensions}");
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(model, models.MNIST);

        (await explorer.GetJsonAsync("api/model")).GetProperty("order").GetArrayLength().ShouldBe(dimensions);
        (await explorer.GetJsonAsync($"api/scatter?x={dimensions - 1}&y=0")).GetProperty("x").GetArrayLength().ShouldBe(120);
        using HttpResponseMessage response = await explorer.PostAsync("api/decode", new float[dimensions]);
        (await response.Content.ReadAsByteArrayAsync()).Length.ShouldBe(28 * 28 * 4);
    }

    [Fact]
    public async Task Explore_ModelOfATable_DecodesNumbersWithNames()
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(models.TableModel, models.Table);

        JsonElement model = await explorer.GetJsonAsync("api/model");
        model.GetProperty("width").ValueKind.ShouldBe(JsonValueKind.Null);
        model.GetProperty("slots").EnumerateArray().Select(slot => slot.GetString())
            .ShouldBe(["Weight", "Price", "IsOdd", "Level.low", "Level.high"]);
        using HttpResponseMessage response = await explorer.PostAsync("api/decode", 0, 0);
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("values").GetArrayLength().ShouldBe(5);
    }

    [Fact]
    public async Task Explore_ColorImages_GivesRedGreenAndBlueInTheirPlaces()
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(models.PhotoModel, models.Photos);

        byte[] pixels = await explorer.Client.GetByteArrayAsync("api/picture?index=0");

        byte[] center = pixels[((8 * 16 + 8) * 4)..][..4];
        (center[2], center[3]).ShouldBe(((byte)40, (byte)255));   // the discs' blue, as they are drawn
    }

    [Fact]
    public async Task Explore_WithoutData_HasNoRows()
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(models.PhotoModel);

        using HttpResponseMessage response = await explorer.Client.GetAsync("api/row?index=0");
        (await RunningExplorer.RefusalAsync(response, HttpStatusCode.NotFound)).ShouldBe("There are no rows: start vae explore with --data.");
    }
}

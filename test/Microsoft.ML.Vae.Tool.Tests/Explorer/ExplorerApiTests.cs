using System.Diagnostics;
using System.Net;
using System.Net.NetworkInformation;
using System.Text;
using System.Text.Json;

namespace Microsoft.ML.Vae.Tool.Tests.Explorer;

[Collection(SharedModels.Name)]
public sealed class ExplorerApiTests(TrainedModels models) : IAsyncLifetime
{
    private RunningExplorer _explorer = null!;

    public async Task InitializeAsync() => _explorer = await RunningExplorer.StartAsync(models.MNISTModel, models.MNIST);

    public async Task DisposeAsync() => await _explorer.DisposeAsync();

    [Fact]
    public async Task Model_OfImages_TellsShapeRowsAndOrder()
    {
        JsonElement model = await _explorer.GetJsonAsync("api/model");

        model.GetProperty("name").GetString().ShouldBe("mnist.zip");
        (model.GetProperty("width").GetInt32(), model.GetProperty("height").GetInt32()).ShouldBe((28, 28));
        model.GetProperty("rows").GetInt32().ShouldBe(120);
        model.GetProperty("classes").EnumerateArray().Select(name => name.GetString()).ShouldBe(["0", "1", "2", "3"]);
        double[] divergences = [.. model.GetProperty("divergences").EnumerateArray().Select(value => value.GetDouble())];
        int[] order = [.. model.GetProperty("order").EnumerateArray().Select(value => value.GetInt32())];
        order.Select(dimension => divergences[dimension]).ShouldBeInOrder(SortDirection.Descending);
        order.Order().ShouldBe(Enumerable.Range(0, 6));
    }

    [Fact]
    public async Task Decode_ALatent_GivesItsPixelsIn50Milliseconds()
    {
        using HttpResponseMessage first = await _explorer.PostAsync("api/decode", 0, 0, 0, 0, 0, 0);
        List<double> times = [];
        byte[] other = [];
        for (int i = 0; i < 20; i++)
        {
            var watch = Stopwatch.StartNew();
            using HttpResponseMessage response = await _explorer.PostAsync("api/decode", i / 10f, 2, 2, 2, 2, 2);
            other = await response.Content.ReadAsByteArrayAsync();
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        byte[] pixels = await first.Content.ReadAsByteArrayAsync();
        pixels.Length.ShouldBe(28 * 28 * 4);
        pixels.Chunk(4).ShouldAllBe(pixel => pixel[0] == pixel[1] && pixel[1] == pixel[2] && pixel[3] == 255);
        other.ShouldNotBe(pixels);
        times.Order().ElementAt(5).ShouldBeLessThan(50);   // other tests share the machine
    }

    [Fact]
    public async Task Row_ItsLatent_IsNearestToItself()
    {
        JsonElement row = await _explorer.GetJsonAsync("api/row?index=7");
        float[] latent = [.. row.GetProperty("latent").EnumerateArray().Select(value => value.GetSingle())];
        using HttpResponseMessage response = await _explorer.PostAsync("api/nearest?count=3", latent);

        JsonElement[] nearest = [.. JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.EnumerateArray()];
        nearest.Length.ShouldBe(3);
        (nearest[0].GetProperty("index").GetInt32(), nearest[0].GetProperty("distance").GetDouble()).ShouldBe((7, 0));
        row.GetProperty("label").GetString().ShouldBe("3");
    }

    [Fact]
    public async Task Picture_OfARow_IsTheRow()
    {
        byte[] pixels = await _explorer.Client.GetByteArrayAsync("api/picture?index=1");

        pixels.Length.ShouldBe(28 * 28 * 4);
        for (int x = 0; x < 28; x++)
            (pixels[x * 4] > 0).ShouldBe(x / 7 == 1);   // the bar of class 1
    }

    [Fact]
    public async Task Scatter_OfTwoDimensions_HasEveryRow()
    {
        JsonElement scatter = await _explorer.GetJsonAsync("api/scatter?x=1&y=4");

        foreach (string name in (string[])["x", "y", "classes"])
            scatter.GetProperty(name).GetArrayLength().ShouldBe(120);
        scatter.GetProperty("classes")[5].GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Sample_SameSeed_SameLatent()
    {
        (await _explorer.GetJsonAsync("api/sample?seed=5")).ToString().ShouldBe((await _explorer.GetJsonAsync("api/sample?seed=5")).ToString());
        (await _explorer.GetJsonAsync("api/sample?seed=6")).ToString().ShouldNotBe((await _explorer.GetJsonAsync("api/sample?seed=5")).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456789abcdef0123456789abcdef/")]
    [InlineData("api/model")]
    [InlineData("%2e%2e/api/model")]
    public async Task Request_WithoutTheToken_IsRefused(string path)
    {
        using var client = new HttpClient();
        using HttpResponseMessage response = await client.GetAsync(new Uri(_explorer.Address, "/" + path));

        (await RunningExplorer.RefusalAsync(response, HttpStatusCode.Forbidden)).ShouldContain("lacks the token");
    }

    [Theory]
    [InlineData("Origin", "https://example.com")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Host", "example.com")]
    [InlineData("Host", "127.0.0.1:1")]
    public async Task Request_OfAnotherSite_IsRefused(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_explorer.Address, "api/decode"));
        request.Content = new StringContent("""{"latent": [0, 0, 0, 0, 0, 0]}""", Encoding.UTF8, "application/json");
        request.Headers.Add(header, value);
        using HttpResponseMessage response = await _explorer.Client.SendAsync(request);

        await RunningExplorer.RefusalAsync(response, HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("The latent has 2 numbers; must have 6.", """{"latent": [0, 1]}""")]
    [InlineData("The latent has 0 numbers; must have 6.", "{}")]
    [InlineData("Number 3 of the latent is 101; must be in [-100, 100].", """{"latent": [0, 0, 0, 101, 0, 0]}""")]
    [InlineData("Number 0 of the latent is -Infinity; must be in [-100, 100].", """{"latent": [-1e99, 0, 0, 0, 0, 0]}""")]
    [InlineData("The request must be JSON", """{"latent": [NaN, 0, 0, 0, 0, 0]}""")]
    [InlineData("The request must be JSON", """{"latent": "0"}""")]
    [InlineData("The request must be JSON", "latent")]
    public async Task Decode_BadLatent_IsRefusedWithTheReason(string message, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await _explorer.Client.PostAsync("api/decode", content);

        (await RunningExplorer.RefusalAsync(response, HttpStatusCode.BadRequest)).ShouldStartWith(message);
    }

    [Theory]
    [InlineData("'index' is '120'; must be a whole number in [0, 119].", "api/row?index=120")]
    [InlineData("'index' is '-1'; must be a whole number in [0, 119].", "api/picture?index=-1")]
    [InlineData("'x' is '6'; must be a whole number in [0, 5].", "api/scatter?x=6&y=0")]
    [InlineData("'y' is ''; must be a whole number in [0, 5].", "api/scatter?x=0")]
    [InlineData("'seed' is '1.5'; must be a whole number", "api/sample?seed=1.5")]
    public async Task Get_NumberOutOfRange_IsRefusedWithTheReason(string message, string path)
    {
        using HttpResponseMessage response = await _explorer.Client.GetAsync(path);

        (await RunningExplorer.RefusalAsync(response, HttpStatusCode.BadRequest)).ShouldStartWith(message);
    }

    [Fact]
    public async Task Decode_EnormousBody_IsRefused()
    {
        using var content = new StringContent($$"""{"latent": [{{string.Join(',', Enumerable.Repeat("0", 1 << 20))}}]}""", Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await _explorer.Client.PostAsync("api/decode", content);

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Get_WhatIsNotThere_IsNotFound()
    {
        using HttpResponseMessage response = await _explorer.Client.GetAsync("api/secrets");

        (await RunningExplorer.RefusalAsync(response, HttpStatusCode.NotFound)).ShouldBe("There is no '/api/secrets' here.");
    }

    [Fact]
    public void Server_Listens_OnLoopbackAlone() => IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners()
        .Where(listener => listener.Port == _explorer.Address.Port).ShouldAllBe(listener => IPAddress.IsLoopback(listener.Address));

    [Fact]
    public async Task Page_AndItsFiles_AllowNothingFromElsewhere()
    {
        foreach (string path in (string[])["", "explorer.css", "explorer.js", "map.js"])
        {
            using HttpResponseMessage response = await _explorer.Client.GetAsync(path);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            response.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("default-src 'none'");
            (await response.Content.ReadAsStringAsync()).ShouldNotContain("http");
        }
    }
}

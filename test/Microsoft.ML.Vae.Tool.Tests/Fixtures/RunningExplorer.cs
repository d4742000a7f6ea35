using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.ML.Vae.Tool.Data;
using Microsoft.ML.Vae.Tool.Explorer;
using Microsoft.ML.Vae.Tool.Models;

namespace Microsoft.ML.Vae.Tool.Tests.Fixtures;

/// <summary>An explorer of a model file, and a client that is not a browser.</summary>
internal sealed class RunningExplorer : IAsyncDisposable
{
    private readonly LoadedModel _model;
    private readonly ExplorerServer _server;

    private RunningExplorer(LoadedModel model, ExplorerServer server)
    {
        (_model, _server) = (model, server);
        Client = new HttpClient { BaseAddress = server.Address };
    }

    public HttpClient Client { get; }

    public Uri Address => _server.Address;

    public static async Task<RunningExplorer> StartAsync(string path, string? data = null)
    {
        var context = new MLContext();
        LoadedModel model = LoadedModel.Load(context, path);
        var decoder = new LatentDecoder(model);
        CodedRows? rows = data is null ? null : new CodedRows(model, DataSet.Find(context, data).Open(context, model), decoder.Shape);
        var explored = new ExplorerModel(model, decoder, rows, model.Vae.Report.Health?.KlPerDimension);
        return new RunningExplorer(model, await ExplorerServer.StartAsync(explored));
    }

    public async Task<JsonElement> GetJsonAsync(string path) => await Client.GetFromJsonAsync<JsonElement>(path);

    public Task<HttpResponseMessage> PostAsync(string path, params float[] latent) => Client.PostAsJsonAsync(path, new { latent });

    /// <summary>The pixels, or the answer, of a latent with a condition.</summary>
    public Task<HttpResponseMessage> DecodeAsync(float[] latent, params float[] condition) =>
        Client.PostAsJsonAsync("api/decode", new { latent, condition });

    /// <summary>The sentence of an answer that must be a refusal.</summary>
    public static async Task<string> RefusalAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        response.StatusCode.ShouldBe(status);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
        _model.Dispose();
    }
}

using System.Net;
using System.Net.Sockets;

namespace Microsoft.ML.Vae.Onnx.Tests.Browser;

/// <summary>Serves a few files to a browser on this machine.</summary>
internal sealed class PageServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Func<string, byte[]?> _contents;

    /// <param name="contents">The contents at a path such as <c>page.html</c>; null: there are none.</param>
    public PageServer(Func<string, byte[]?> contents)
    {
        _contents = contents;
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/";
        }
        _listener.Prefixes.Add(Address);
        _listener.Start();
        _ = Serve();
    }

    public string Address { get; }

    public void Dispose() => _listener.Close();

    private async Task Serve()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext request;
            try
            {
                request = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;   // it was closed
            }
            string path = request.Request.Url!.AbsolutePath.TrimStart('/');
            byte[]? contents = _contents(path);
            request.Response.StatusCode = contents is null ? 404 : 200;
            request.Response.ContentType = Path.GetExtension(path) switch
            {
                ".html" => "text/html; charset=utf-8",
                ".js" or ".mjs" => "text/javascript",
                ".wasm" => "application/wasm",
                _ => "application/octet-stream",
            };
            await request.Response.OutputStream.WriteAsync(contents ?? []);
            request.Response.Close();
        }
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Microsoft.ML.Vae.Samples.Tests.Download;

/// <summary>A web server on this machine that answers each GET by a function of its path; one connection for each request.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<string, Answer> _answer;
    private readonly Task _loop;
    private readonly List<string> _paths = [];

    public LoopbackServer(Func<string, Answer> answer)
    {
        _answer = answer;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/mnist");
        _loop = Task.Run(ServeAsync);
    }

    public Uri Address { get; }

    /// <summary>The paths asked for, in their order.</summary>
    public IReadOnlyList<string> Paths
    {
        get
        {
            lock (_paths)
                return [.. _paths];
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
        _loop.GetAwaiter().GetResult();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await AnswerAsync(client.GetStream());
            }
        }
        catch (OperationCanceledException)
        {
            // The server is disposed.
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        try
        {
            var path = await ReadPathAsync(stream);
            lock (_paths)
                _paths.Add(path);
            var answer = _answer(path);
            var head = $"HTTP/1.1 {answer.Status}\r\nContent-Length: {answer.Body.Length + answer.Missing}\r\nConnection: close\r\n\r\n";
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head), _stop.Token);
            await stream.WriteAsync(answer.Body, _stop.Token);
            if (answer.Stalls)
                await Task.Delay(Timeout.Infinite, _stop.Token);
        }
        catch (IOException)
        {
            // The client has gone.
        }
    }

    private async Task<string> ReadPathAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        var path = (await reader.ReadLineAsync(_stop.Token))!.Split(' ')[1];
        while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 })
        {
        }

        return path;
    }

    /// <param name="Body">What is sent.</param>
    /// <param name="Status">The code and its words.</param>
    /// <param name="Missing">Bytes promised beyond the body.</param>
    /// <param name="Stalls">Whether the connection stays open after the body.</param>
    internal sealed record Answer(byte[] Body, string Status = "200 OK", int Missing = 0, bool Stalls = false);
}

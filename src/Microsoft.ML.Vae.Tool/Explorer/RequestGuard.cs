using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Microsoft.ML.Vae.Tool.Explorer;

/// <summary>
/// Lets only the page itself in: requests to this machine's own address, with the token as the first part of their path, that no other
/// site has sent.
/// </summary>
internal sealed class RequestGuard
{
    private readonly byte[] _token = RandomNumberGenerator.GetBytes(16);

    /// <summary>What the path of every request begins with, as in "/7f3a…".</summary>
    public PathString Prefix => "/" + Convert.ToHexStringLower(_token);

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        var own = $"127.0.0.1:{context.Connection.LocalPort}";
        if (request.Host.Value != own && request.Host.Value != $"localhost:{context.Connection.LocalPort}")
            return Refuse(context, $"This is http://{own}, and answers to no other name.");
        if (request.Headers.Origin is [{ } origin, ..] && origin != $"http://{request.Host.Value}")
            return Refuse(context, $"The request comes from {origin}; only this page's own are answered.");
        if (request.Headers["Sec-Fetch-Site"] is ["cross-site" or "same-site", ..])
            return Refuse(context, "The request comes from another site; only this page's own are answered.");
        var parts = (request.Path.Value ?? "").Split('/', 3);
        if (parts.Length < 2 || !IsToken(parts[1]))
            return Refuse(context, "The address lacks the token: open the one that vae explore printed.");
        request.PathBase = Prefix;
        request.Path = parts.Length == 3 ? "/" + parts[2] : PathString.Empty;
        return next(context);
    }

    /// <summary>Ends a request with a sentence.</summary>
    public static Task Refuse(HttpContext context, string reason, int status = StatusCodes.Status403Forbidden)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { error = reason });
    }

    private bool IsToken(string text) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(Prefix.Value![1..]));
}

using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.ML.Vae.Tool.Explorer;

/// <summary>Serves the page to this machine alone, at a port and under a token that are new every time.</summary>
internal sealed class ExplorerServer : IAsyncDisposable
{
    private const long MostBytes = 1 << 20;   // of a request: 4,096 numbers take a tenth

    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
        + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private readonly WebApplication _application;

    private ExplorerServer(WebApplication application, Uri address) => (_application, Address) = (application, address);

    /// <summary>The address of the page.</summary>
    public Uri Address { get; }

    public static async Task<ExplorerServer> StartAsync(ExplorerModel model)
    {
        // Empty: neither the environment nor a settings file may make it listen elsewhere.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = MostBytes;
            options.Listen(IPAddress.Loopback, port: 0);
        });
        builder.Services.AddRoutingCore();
        var application = builder.Build();
        var guard = new RequestGuard();
        application.Use(AddHeaders);
        application.Use(guard.InvokeAsync);
        application.UseRouting();
        new ExplorerApi(model).Map(application);
        Page.Map(application);
        application.MapFallback(context => RequestGuard.Refuse(
            context, $"There is no '{context.Request.Path}' here.", StatusCodes.Status404NotFound));
        await application.StartAsync();
        return new ExplorerServer(application, new Uri($"{application.Urls.Single()}{guard.Prefix}/"));
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    private static Task AddHeaders(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        return next(context);
    }
}

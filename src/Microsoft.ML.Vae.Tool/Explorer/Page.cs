using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Microsoft.ML.Vae.Tool.Explorer;

/// <summary>The files of the page, which the program contains.</summary>
internal static class Page
{
    private static readonly (string Path, string Resource, string Type)[] _files =
    [
        ("/", "index.html", "text/html; charset=utf-8"),
        ("/explorer.css", "explorer.css", "text/css; charset=utf-8"),
        ("/explorer.js", "explorer.js", "text/javascript; charset=utf-8"),
        ("/map.js", "map.js", "text/javascript; charset=utf-8"),
    ];

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var (path, resource, type) in _files)
            routes.MapGet(path, () => Results.Stream(typeof(Page).Assembly.GetManifestResourceStream(resource)!, type));
    }
}

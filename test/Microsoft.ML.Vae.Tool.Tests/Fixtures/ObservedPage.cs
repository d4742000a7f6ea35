using Microsoft.Playwright;

namespace Microsoft.ML.Vae.Tool.Tests.Fixtures;

/// <summary>The explorer's page in a browser.</summary>
internal sealed class ObservedPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    private ObservedPage(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    public IPage Page { get; }

    /// <summary>Errors and warnings of the console, and exceptions.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Addresses that were asked for.</summary>
    public List<string> Requests { get; } = [];

    public static async Task<ObservedPage> OpenAsync(IBrowserContext context, Uri address)
    {
        IPage page = await context.NewPageAsync();
        var observed = new ObservedPage(context, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                observed.Complaints.Add(message.Text);
        };
        page.PageError += (_, error) => observed.Complaints.Add(error);
        page.Request += (_, request) => observed.Requests.Add(request.Url);
        await page.GotoAsync(address.AbsoluteUri);
        await page.WaitForSelectorAsync("body[data-ready]", new PageWaitForSelectorOptions { State = WaitForSelectorState.Attached });
        return observed;
    }

    /// <summary>The value of a latent dimension's slider.</summary>
    public Task<float> SliderAsync(int number) => Page.EvaluateAsync<float>($"() => Number(document.getElementById('z{number}').value)");

    /// <summary>The decoded image.</summary>
    public Task<string> PictureAsync() => Page.EvaluateAsync<string>("() => document.getElementById('picture').toDataURL()");

    /// <summary>Waits until a text is told.</summary>
    public Task ToldAsync(string text) => Assertions.Expect(Page.Locator("#status")).ToContainTextAsync(text);

    /// <summary>The middle of the map, in the page's pixels, and how many of them one unit takes.</summary>
    public async Task<(float X, float Y, float Unit)> MapAsync()
    {
        await Page.Locator("#map").ScrollIntoViewIfNeededAsync();
        LocatorBoundingBoxResult box = (await Page.Locator("#map").BoundingBoxAsync())!;
        return (box.X + box.Width / 2, box.Y + box.Height / 2, box.Width / 8);
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}

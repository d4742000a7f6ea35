using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Microsoft.ML.Vae.Visuals.Tests.Report;

[Collection(nameof(DigitModel))]
public sealed class BrowserTests(DigitModel model)
{
    private const int RowCount = 60;
    private const int PaperWidth = 718, PaperHeight = 1047;   // of A4 between margins of 1 cm, in CSS pixels

    private static readonly int[] _widths = [375, 1280];
    private static readonly ColorScheme[] _schemes = [ColorScheme.Light, ColorScheme.Dark];
    private static readonly string[] _arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    [ChromiumFact]
    public Task Report_InABrowser_FitsThePageAndCanBeReadByAll() => WithReport(async (browser, address) =>
    {
        foreach (int width in _widths)
        {
            foreach (ColorScheme scheme in _schemes)
                await Check(browser, address, width, scheme, isReadByAxe: (width == _widths[0]) == (scheme == ColorScheme.Light));
        }
    });

    [ChromiumFact]
    public Task Report_OnPaper_IsLightAndKeepsFiguresAndTablesWhole() => WithReport(async (browser, address) =>
    {
        IPage page = await browser.NewPageAsync(new BrowserNewPageOptions
        {
            ViewportSize = new ViewportSize { Width = PaperWidth, Height = PaperHeight },
            ColorScheme = ColorScheme.Dark,
        });
        await page.GotoAsync(address.AbsoluteUri);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        (await page.EvaluateAsync<string[]>(
            $"[...document.querySelectorAll('body *:not(svg *)')].filter(part => part.getBoundingClientRect().right > {PaperWidth + 1})"
            + ".map(part => `${part.tagName} ${part.className} ${part.textContent.slice(0, 60)}`)")).ShouldBeEmpty();
        (await page.EvaluateAsync<string[]>("[...document.querySelectorAll('body, article, .scroll, pre')].map(part => getComputedStyle(part).backgroundColor)"))
            .ShouldAllBe(color => color == "rgb(255, 255, 255)" || color == "rgba(0, 0, 0, 0)");
        (await page.EvaluateAsync<string[]>("[...document.querySelectorAll('article, .scroll, .verdict, pre')].map(part => getComputedStyle(part).breakInside)"))
            .ShouldAllBe(rule => rule == "avoid");
        double[] heights = await page.EvaluateAsync<double[]>("[...document.querySelectorAll('article')].map(figure => figure.getBoundingClientRect().height)");
        heights.Length.ShouldBeGreaterThan(10);
        heights.ShouldAllBe(height => height < PaperHeight / 2.0);
        // What scrolls on a screen would be cut.
        (await page.EvaluateAsync<int>("[...document.querySelectorAll('.scroll, pre')].filter(part => part.scrollWidth > part.clientWidth + 1).length")).ShouldBe(0);
        if (Environment.GetEnvironmentVariable("VAE_SCREENSHOTS") is { } screenshots)
            await page.PdfAsync(new PagePdfOptions { Path = Path.Combine(screenshots, "report.pdf"), Format = "A4" });
    });

    private async Task WithReport(Func<IBrowser, Uri, Task> check)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("vae-report-");
        string path = Path.Combine(folder.FullName, "report.html");
        // Axe looks at every point and bar, which takes long for many.
        model.Fitted.SaveHtmlReport(path, model.Context.Data.TakeRows(model.Test, RowCount), new ReportOptions
        {
            LabelColumnName = "Digit",
            AnomalyLabelColumnName = "IsSeven",
            TrainingData = model.Train,
        });
        using IPlaywright playwright = await Playwright.Playwright.CreateAsync();
        await using IBrowser browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = ChromiumFactAttribute.Executable,
            Args = _arguments,
        });

        await check(browser, new Uri(path));

        folder.Delete(recursive: true);
    }

    private static async Task Check(IBrowser browser, Uri address, int width, ColorScheme scheme, bool isReadByAxe)
    {
        List<string> messages = [], requests = [];
        IPage page = await browser.NewPageAsync(new BrowserNewPageOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 800 },
            ColorScheme = scheme,
        });
        page.Console += (_, message) => messages.Add(message.Text);
        page.PageError += (_, error) => messages.Add(error);
        page.Request += (_, request) => requests.Add(request.Url);

        await page.GotoAsync(address.AbsoluteUri);

        messages.ShouldBeEmpty();
        requests.Where(url => !url.StartsWith("data:", StringComparison.Ordinal)).ShouldBe([address.AbsoluteUri]);
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width);
        (await page.EvaluateAsync<int>("[...document.images].filter(image => !image.complete || image.naturalWidth === 0).length")).ShouldBe(0);
        if (isReadByAxe)
        {
            AxeResult axe = await page.RunAxe();
            axe.Violations.Select(violation => $"{violation.Id}: {violation.Nodes[0].Html}").ShouldBeEmpty();
            axe.Passes.ShouldNotBeEmpty();
        }
        await page.CloseAsync();
    }
}

using Deque.AxeCore.Playwright;
using Microsoft.ML.Vae.Tool.Tests.Fixtures;
using Microsoft.Playwright;
using SkiaSharp;

namespace Microsoft.ML.Vae.Tool.Tests.Explorer;

/// <summary>The page in a real browser.</summary>
[Collection(SharedModels.Name)]
public sealed class ExplorerPageTests(TrainedModels models, Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private RunningExplorer _explorer = null!;

    public async Task InitializeAsync() => _explorer = await RunningExplorer.StartAsync(models.MNISTModel, models.MNIST);

    public async Task DisposeAsync() => await _explorer.DisposeAsync();

    [ChromiumTheory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(375, ColorScheme.Light)]
    [InlineData(375, ColorScheme.Dark)]
    public async Task Page_InEveryWidthAndScheme_IsAccessibleAndFits(int width, ColorScheme scheme)
    {
        await using ObservedPage observed = await chromium.OpenAsync(_explorer.Address, width, scheme: scheme);
        await Assertions.Expect(observed.Page.Locator("#nearest li")).ToHaveCountAsync(8);
        if (Environment.GetEnvironmentVariable("VAE_SCREENSHOTS") is { } folder)
            await observed.Page.ScreenshotAsync(new PageScreenshotOptions { FullPage = true, Path = Path.Combine(folder, $"explorer-{width}-{scheme}.png") });

        var axe = await observed.Page.RunAxe();

        axe.Violations.Select(violation => $"{violation.Id}: {violation.Help} {violation.Nodes[0].Html}").ShouldBeEmpty();
        (await observed.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width);
        observed.Complaints.ShouldBeEmpty();
        observed.Requests.ShouldAllBe(url => url.StartsWith(_explorer.Address.AbsoluteUri, StringComparison.Ordinal) || url.StartsWith("data:", StringComparison.Ordinal));
    }

    [ChromiumFact]
    public async Task Slider_ByKeyboard_DecodesInLessThan50Milliseconds()
    {
        await using ObservedPage observed = await chromium.OpenAsync(_explorer.Address);
        ILocator slider = observed.Page.Locator("#sliders input").First;
        await slider.FocusAsync();
        string before = await observed.PictureAsync();
        List<double> times = [];
        for (int i = 0; i < 10; i++)
        {
            int decoded = await Decoded();
            await observed.Page.Keyboard.PressAsync(i == 0 ? "End" : "ArrowLeft");
            await observed.Page.WaitForFunctionAsync($"() => Number(document.body.dataset.decoded) > {decoded}");
            times.Add(double.Parse((await observed.Page.Locator("#picture").GetAttributeAsync("data-milliseconds"))!, System.Globalization.CultureInfo.InvariantCulture));
        }

        (await observed.PictureAsync()).ShouldNotBe(before);
        times.Order().ElementAt(2).ShouldBeLessThan(50);   // other tests and the browser share the machine
        observed.Complaints.ShouldBeEmpty();

        Task<int> Decoded() => observed.Page.EvaluateAsync<int>("() => Number(document.body.dataset.decoded)");
    }

    [ChromiumFact]
    public async Task Sliders_AreOrderedByDivergence_AndResetGoesToZero()
    {
        await using ObservedPage observed = await chromium.OpenAsync(_explorer.Address);
        double[] divergences = await observed.Page.EvaluateAsync<double[]>(
            "() => [...document.querySelectorAll('#sliders small')].map(note => parseFloat(note.textContent.slice(3)))");
        divergences.ShouldBeInOrder(SortDirection.Descending);

        await observed.Page.ClickAsync("text=Random sample");
        await observed.ToldAsync("a sample from the prior");
        (await observed.SliderAsync(1)).ShouldNotBe(0);
        await observed.Page.ClickAsync("text=Reset");
        await observed.ToldAsync("all dimensions at 0");
        for (int i = 1; i <= 6; i++)
            (await observed.SliderAsync(i)).ShouldBe(0);
    }

    [ChromiumFact]
    public async Task Map_ClickOnADot_ShowsThatRow()
    {
        await using ObservedPage observed = await chromium.OpenAsync(_explorer.Address);
        (float x, float y, float half) = await PointOfRow(observed, 9);

        await observed.Page.Mouse.ClickAsync(x, y);

        await observed.ToldAsync("row ");
        await Assertions.Expect(observed.Page.Locator("#nearest li").First).ToContainTextAsync("distance 0.00");
    }

    [ChromiumFact]
    public async Task Map_ClickBesideTheDots_MovesTwoDimensions()
    {
        await using ObservedPage observed = await chromium.OpenAsync(_explorer.Address);
        (float x, float y, float unit) = await observed.MapAsync();
        string before = await observed.PictureAsync();

        await observed.Page.Mouse.ClickAsync(x + 3.9f * unit, y - 3.9f * unit);   // a corner, where no row is

        await observed.ToldAsync("moved to ");
        int across = int.Parse(await observed.Page.Locator("#across").InputValueAsync(), System.Globalization.CultureInfo.InvariantCulture);
        (await observed.SliderAsync(across + 1)).ShouldBeGreaterThan(2);
        await observed.Page.WaitForFunctionAsync("() => Number(document.body.dataset.decoded) > 1");
        (await observed.PictureAsync()).ShouldNotBe(before);
    }

    [ChromiumFact]
    public async Task Map_DragFromOnePointToAnother_PlaysTheWay()
    {
        await using ObservedPage observed = await chromium.OpenAsync(_explorer.Address);
        (float x, float y, float unit) = await observed.MapAsync();
        int decoded = await observed.Page.EvaluateAsync<int>("() => Number(document.body.dataset.decoded)");

        await observed.Page.Mouse.MoveAsync(x - 3.9f * unit, y - 3.9f * unit);
        await observed.Page.Mouse.DownAsync();
        await observed.Page.Mouse.MoveAsync(x + 3.9f * unit, y + 3.9f * unit);
        await observed.Page.Mouse.UpAsync();

        await observed.ToldAsync("at the end of the way");
        (await observed.Page.EvaluateAsync<int>("() => Number(document.body.dataset.decoded)")).ShouldBeGreaterThan(decoded + 10);
        int across = int.Parse(await observed.Page.Locator("#across").InputValueAsync(), System.Globalization.CultureInfo.InvariantCulture);
        (await observed.SliderAsync(across + 1)).ShouldBeGreaterThan(2);
    }

    [ChromiumFact]
    public async Task Map_ByKeyboard_MovesAndPlays()
    {
        await using ObservedPage observed = await chromium.OpenAsync(_explorer.Address);
        await observed.Page.Locator("#map").FocusAsync();

        await observed.Page.Keyboard.PressAsync("Enter");
        await observed.Page.Keyboard.PressAsync("Shift+ArrowRight");
        await observed.ToldAsync("moved to 0.50, 0.00");
        await observed.Page.Keyboard.PressAsync("ArrowUp");
        await observed.ToldAsync("moved to 0.50, 0.10");
        await observed.Page.Keyboard.PressAsync("Enter");

        await observed.ToldAsync("at the end of the way");
    }

    [ChromiumFact]
    public async Task Save_WritesThePictureAsPng()
    {
        await using ObservedPage observed = await chromium.OpenAsync(_explorer.Address);

        IDownload download = await observed.Page.RunAndWaitForDownloadAsync(() => observed.Page.ClickAsync("text=Save PNG"));

        download.SuggestedFilename.ShouldBe("decoded.png");
        using SKBitmap image = SKBitmap.Decode(await download.PathAsync());
        (image.Width, image.Height).ShouldBe((532, 532));   // 28 × 19
    }

    [ChromiumFact]
    public async Task Page_OfATable_ShowsNumbersWithNames()
    {
        await using RunningExplorer table = await RunningExplorer.StartAsync(models.TableModel, models.Table);
        await using ObservedPage observed = await chromium.OpenAsync(table.Address, width: 375);

        await Assertions.Expect(observed.Page.Locator("#numbers tr")).ToHaveCountAsync(5);
        await Assertions.Expect(observed.Page.Locator("#picture")).ToBeHiddenAsync();
        (await observed.Page.RunAxe()).Violations.ShouldBeEmpty();
        observed.Complaints.ShouldBeEmpty();
    }

    [ChromiumFact]
    public async Task Page_WhenTheServerHasEnded_SaysSo()
    {
        RunningExplorer ended = await RunningExplorer.StartAsync(models.PhotoModel);
        await using ObservedPage observed = await chromium.OpenAsync(ended.Address);
        await ended.DisposeAsync();

        await observed.Page.ClickAsync("text=Random sample");

        await observed.ToldAsync("The explorer has ended: start vae explore again.");
    }

    private static async Task<(float X, float Y, float Unit)> PointOfRow(ObservedPage observed, int row)
    {
        (float x, float y, _) = await observed.MapAsync();
        float[] place = await observed.Page.EvaluateAsync<float[]>(
            $$"""
            async () => {
                const across = document.getElementById('across').value, up = document.getElementById('up').value;
                const rows = await (await fetch(`api/scatter?x=${across}&y=${up}`)).json();
                const half = Math.max(3, ...rows.x.map(Math.abs), ...rows.y.map(Math.abs)) * 1.08;
                const size = document.getElementById('map').clientWidth;
                return [rows.x[{{row}}] / half * size / 2, rows.y[{{row}}] / half * size / 2, size];
            }
            """);
        return (x + place[0], y - place[1], place[2]);
    }
}

using System.Globalization;
using System.Net;
using System.Text.Json;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Microsoft.ML.Vae.Tool.Tests.Explorer;

/// <summary>Models that are told something beside the latent.</summary>
[Collection(SharedModels.Name)]
public sealed class ExplorerConditionTests(TrainedModels models, Chromium chromium) : IClassFixture<Chromium>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Decode_EveryClass_GivesItsOwnImage()
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(models.ClassModel, models.MNIST);

        JsonElement condition = (await explorer.GetJsonAsync("api/model")).GetProperty("condition");
        condition.GetProperty("name").GetString().ShouldBe("Kind");
        condition.GetProperty("values").EnumerateArray().Select(value => value.GetString()).ShouldBe(["0", "1", "2", "3"]);
        for (int kind = 0; kind < 4; kind++)
        {
            using HttpResponseMessage response = await explorer.DecodeAsync([0, 0, 0], kind + 1);
            Bars.Brightest(await response.Content.ReadAsByteArrayAsync()).ShouldBe(kind);
        }
        (await explorer.GetJsonAsync("api/row?index=6")).GetProperty("condition")[0].GetSingle().ShouldBe(3);   // the key of class 2
    }

    [Theory]
    [InlineData("0")]
    [InlineData("5")]
    [InlineData("1.5")]
    [InlineData("1 1")]
    public async Task Decode_NoClassOfTheModel_IsRefused(string condition)
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(models.ClassModel);

        using HttpResponseMessage response = await explorer.DecodeAsync(
            [0, 0, 0], [.. condition.Split(' ').Select(number => float.Parse(number, CultureInfo.InvariantCulture))]);

        (await RunningExplorer.RefusalAsync(response, HttpStatusCode.BadRequest)).ShouldContain("as column 'Kind' is Key of 4 values");
    }

    [Fact]
    public async Task Decode_ConditionOfAModelWithoutOne_IsRefused()
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(models.PhotoModel);

        using HttpResponseMessage response = await explorer.DecodeAsync([0, 0, 0, 0], 1);

        (await RunningExplorer.RefusalAsync(response, HttpStatusCode.BadRequest)).ShouldContain("must be null");
    }

    [ChromiumTheory]
    [InlineData(375)]
    [InlineData(1280)]
    public async Task Page_ChosenClass_IsDecoded_AndARowBringsItsOwn(int width)
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(models.ClassModel, models.MNIST);
        await using ObservedPage observed = await chromium.OpenAsync(explorer.Address, width);
        string before = await observed.PictureAsync();

        await observed.Page.GetByLabel("decode as").SelectOptionAsync("3");

        await observed.Page.WaitForFunctionAsync("before => document.getElementById('picture').toDataURL() !== before", before);
        await Assertions.Expect(observed.Page.Locator("#nearest li")).ToHaveCountAsync(8);
        await observed.Page.Locator("#nearest button").First.ClickAsync();
        await observed.ToldAsync("row ");
        if (Environment.GetEnvironmentVariable("VAE_SCREENSHOTS") is { } screenshots)
            await observed.Page.ScreenshotAsync(new PageScreenshotOptions { FullPage = true, Path = Path.Combine(screenshots, $"explorer-condition-{width}.png") });
        string told = (await observed.Page.Locator("#status").TextContentAsync())!;
        await Assertions.Expect(observed.Page.GetByLabel("decode as").Locator("option:checked")).ToHaveTextAsync(told[^1..]);
        (await observed.Page.RunAxe()).Violations.ShouldBeEmpty();
        (await observed.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width);
        observed.Complaints.ShouldBeEmpty();
    }

    [ChromiumFact]
    public async Task Page_ConditionOfNumbers_HasAFieldForEach()
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(ConditionalModels.OfNumbers(_folder["n.zip"]));
        await using ObservedPage observed = await chromium.OpenAsync(explorer.Address);
        string before = (await observed.Page.Locator("#numbers").TextContentAsync())!;

        await observed.Page.Locator("#condition input").Nth(1).FillAsync("2");

        await Assertions.Expect(observed.Page.Locator("#condition input")).ToHaveCountAsync(2);
        await Assertions.Expect(observed.Page.Locator("#numbers")).Not.ToHaveTextAsync(before);
        (await observed.Page.RunAxe()).Violations.ShouldBeEmpty();
        observed.Complaints.ShouldBeEmpty();
    }
}

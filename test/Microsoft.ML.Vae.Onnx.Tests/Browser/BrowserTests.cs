using System.Text;
using Microsoft.ML.Data;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Networks.Plans;
using Microsoft.ML.Vae.Onnx.Tests.Fixtures;
using Microsoft.Playwright;

namespace Microsoft.ML.Vae.Onnx.Tests.Browser;

/// <summary>A decoder in a web page.</summary>
public class BrowserTests
{
    private const int Side = 21;
    private const int Latent = 4;

    private const string Page = """
        <!doctype html><canvas id="canvas" width="21" height="21"></canvas><script src="ort.wasm.min.js"></script><script>
        ort.env.wasm.numThreads = 1;
        async function draw(latent) {
            const session = await ort.InferenceSession.create("decoder.onnx");
            const { Reconstruction } = await session.run({ Latent: new ort.Tensor("float32", Float32Array.from(latent), [1, latent.length]) });
            const context = canvas.getContext("2d"), image = context.createImageData(21, 21);
            Reconstruction.data.forEach((grey, i) => image.data.set([grey * 255, grey * 255, grey * 255, 255], 4 * i));
            context.putImageData(image, 0, 0);
            return Array.from(context.getImageData(0, 0, 21, 21).data).filter((_, i) => i % 4 == 0);
        }
        </script>
        """;

    [BrowserFact]
    public async Task Decoder_InABrowser_DrawsTheSamePicture()
    {
        var plan = new ConvolutionalPlan(new ImageLayout(Side, Side, 1), [16, 32], 1, Activation.Silu, Normalization.Group);
        using VaeTransformer model = new ExportCase(new VaeArchitecture(plan, Side * Side, Latent), Likelihood.Bernoulli).Create(new MLContext());
        float[][] latents = [[0, 0, 0, 0], [2, -1, 0.5f, 1], [-3, 2, 1, -2]];
        float[][] expected = Decoded(model, latents);
        byte[] decoder = model.Write(OnnxPart.Decoder);
        using (var run = new OnnxRun(decoder))
        {
            double[][] here = run.Run((_, row) => latents[row], 0, latents.Length)["Reconstruction"];
            here.SelectMany((row, i) => row.Select((value, j) => Math.Abs(value - expected[i][j]))).Max().ShouldBeLessThanOrEqualTo(Difference.Allowed);
        }
        using var server = new PageServer(path => path switch
        {
            "page.html" => Encoding.UTF8.GetBytes(Page),
            "decoder.onnx" => decoder,
            _ => WebRuntime.FileOf(path) is var file && File.Exists(file) ? File.ReadAllBytes(file) : null,
        });

        using IPlaywright playwright = await Playwright.Playwright.CreateAsync();
        await using IBrowser browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = WebRuntime.Chromium,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync",
            ],
        });
        IPage page = await browser.NewPageAsync();
        await page.GotoAsync(server.Address + "page.html");

        for (int i = 0; i < latents.Length; i++)
        {
            int[] drawn = await page.EvaluateAsync<int[]>(
                "latent => draw(latent)", Array.ConvertAll(latents[i], value => (double)value));
            double[] differences = [.. drawn.Zip(expected[i], (grey, value) => Math.Abs(grey / 255.0 - value))];
            differences.Length.ShouldBe(Side * Side);
            differences.Max().ShouldBeLessThanOrEqualTo(1 / 255.0, $"{string.Join(' ', drawn.Take(9))}; {string.Join(' ', expected[i].Take(9))}");
        }
        expected.SelectMany(row => row).Max().ShouldBeGreaterThan(expected.SelectMany(row => row).Min() + 0.1f);   // there is something to see
    }

    private static float[][] Decoded(VaeTransformer model, float[][] latents) => model.Decode(
        new ScriptedView(latents.Length).AddVector("Latent", NumberDataViewType.Single, Latent, row => new VBuffer<float>(Latent, latents[row]))).Vectors("Reconstruction");
}

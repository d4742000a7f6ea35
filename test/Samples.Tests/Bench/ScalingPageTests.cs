using System.Runtime.CompilerServices;
using Microsoft.ML.Vae.Bench;

namespace Microsoft.ML.Vae.Samples.Tests.Bench;

public class ScalingPageTests
{
    [Fact]
    public void Tables_OfTheDocumentation_AreThoseOfTheModel()
    {
        string page = File.ReadAllText(Path.GetFullPath(Path.Combine(Folder(), "../../../docs/scale.md")));

        page.ShouldContain(ScalingPage.Checks().TrimEnd());
        page.ShouldContain(ScalingPage.Plan().TrimEnd());
    }

    [Fact]
    public void Step_OfOneProcess_HasNoSum() =>
        new ScalingModel(1e-9, 1e-8).Step(weights: 1e6, rows: 100, processes: 1, Link.Network(1, 1)).ShouldBe(1e6 * (100 * 1e-9 + 1e-8), 1e-12);

    [Fact]
    public void RowsFor_AnEfficiency_HaveIt()
    {
        var model = new ScalingModel(1e-9, 1e-8);
        Link link = Link.Network(10, 5e-5);

        double rows = model.RowsFor(0.8, weights: 20e6, processes: 64, link);

        model.Efficiency(20e6, rows, 64, link).ShouldBeInRange(0.8, 0.81);
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}

using Microsoft.ML.Data;
using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Tests.Inputs;

public class WideColumnTests
{
    [Fact]
    public void Find_RowsThatNoArrayHolds_SchemaMismatch()
    {
        ScriptedView view = new ScriptedView(1).AddVector<float>(TinyModel.Input, NumberDataViewType.Single, 600_000_000, _ => default);

        // Not by a fit, which would begin with weights of many gigabytes if the column were accepted.
        var finder = new PixelColumnFinder(Models.Host(new MLContext()), TestOptions.Tiny);

        Should.Throw<ArgumentOutOfRangeException>(() => finder.Find(view.Schema)).Message
            .ShouldStartWith("Schema mismatch for input column 'Pixels': expected at most 536870897 numbers, got 600000000");
    }
}

using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Inputs;

[Trait("case", "12")]
public class EqualRowsTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(100)]
    public void Fit_AllRowsEqual_WarnsOnce(int rows) => Warnings(rows, _ => 1).ShouldHaveSingleItem()
        .ShouldBe("Column 'Pixels': all training rows are equal (zero variance), so there is nothing to tell them apart by.");

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    [InlineData(99)]
    public void Fit_OneRowDiffers_DoesNotWarn(int other) => Warnings(100, row => row == other ? 2 : 1).ShouldBeEmpty();

    [Fact]
    public void Fit_OneRow_DoesNotWarn() => Warnings(1, row => row).ShouldBeEmpty();

    private static string[] Warnings(int rows, Func<int, int> picture)
    {
        var context = new MLContext();
        var log = new Log(context);
        ScriptedView data = new ScriptedView(rows).AddVector(
            TinyModel.Input, NumberDataViewType.Single, TinyModel.Size, row => TestImages.Dense(TestImages.Floats(picture(row))));
        using VaeTransformer model = context.Transforms.VariationalAutoencoder(TestOptions.Tiny with { Epochs = 3 }).Fit(data);
        return [.. log.Warnings.Select(message => message.RawMessage)];
    }
}

using Microsoft.ML.Vae.Evaluation;
using Microsoft.ML.Vae.Persistence;
using Microsoft.ML.Vae.Training;
using TorchSharp;

namespace Microsoft.ML.Vae.Tests.Persistence;

public class LargeModelTests
{
    [Fact]
    public void Architecture_PictureOfTwentyMillionPixels_IsNoDamage()
    {
        using TinyModel model = TinyModel.Create();
        ModelDescription description = ModelDescription.From(model.Transformer.Model, new TrainingOutcome([], ScoreThreshold: null));

        (description with { InputSize = 20_000_000 }).Architecture(new MLContext()).InputSize.ShouldBe(20_000_000);
    }

    [Fact]
    public void Write_MoreBytesThanCanBeRead_RefusedBeforeAnyIsWritten()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        using torch.Tensor number = torch.zeros(1);
        using torch.Tensor large = number.expand(600_000_000);   // in the memory of one

        Should.Throw<InvalidOperationException>(() => Safetensors.Write(writer, [], [("large", large)])).Message
            .ShouldStartWith("The model cannot be saved: its weights take 2400000000 bytes; at most ");
        stream.Length.ShouldBe(0);
    }
}

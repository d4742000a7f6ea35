using Xunit.Abstractions;

namespace Microsoft.ML.Vae.Tests.Persistence;

[Trait("case", "44")]
public class CorruptFileFuzzTests(ITestOutputHelper output)
{
    /// <summary>A table of ten tensors, an exception with its trace and the objects of a network and its outline, whatever the size of the file.</summary>
    private const int FixedAllocation = 512 << 10;

    [Fact]
    public void Read_TwentyThousandMutants_RefusedOrTheSameModelWithinTwiceTheFile()
    {
        byte[] original = WeightsFile.Sample();
        using TinyModel model = TinyModel.Create();
        var sameness = new ModelSameness(model);
        for (int mutant = 0; mutant < 20_000; mutant++)
            sameness.Check(new FileMutator(mutant).Apply(original), $"mutant {mutant}");

        output.WriteLine($"{sameness.Refused} refused, {sameness.Accepted} equal; at most {sameness.MostAllocated} bytes beyond twice the file");
        sameness.Refused.ShouldBeGreaterThan(15_000);
        sameness.MostAllocated.ShouldBeLessThan(FixedAllocation);
    }

    /// <summary>A file so large that what any file costs does not count.</summary>
    [Fact]
    public void Read_MutantsOfALargeFile_AllocateAtMostTwiceTheFile()
    {
        using VaeTransformer large = (TestOptions.Tiny with { Network = Network.FullyConnected([20_000]), Epochs = 1 }).Fit(TestImages.View(2));
        byte[] original = SavedModel.Of(large)[SavedModel.Weights];
        original.Length.ShouldBeGreaterThan(2_000_000);
        var reader = new ModelSameness(null);

        for (int mutant = 0; mutant < 60; mutant++)
            reader.Check(new FileMutator(mutant).Apply(original), $"mutant {mutant}");

        reader.MostAllocated.ShouldBeLessThanOrEqualTo(0);
        reader.Refused.ShouldBeGreaterThan(40);
    }

    /// <summary>ML.NET's own parts of the zip throw what they throw; ours may not be accepted with other contents.</summary>
    [Fact]
    public void Load_MutantsOfTheWholeZip_AnExceptionOrTheSameModel()
    {
        using TinyModel model = TinyModel.Create();
        byte[] zip = SavedModel.ZipOf(model.Transformer);
        float[][] expected = model.Transformer.Transform(TestImages.View(5)).Vectors(TinyModel.Mean);
        int refused = 0;

        for (int mutant = 0; mutant < 400; mutant++)
        {
            if (TryLoad(new FileMutator(mutant).Apply(zip)) is not { } loaded)
            {
                refused++;
                continue;
            }
            using (loaded)
            {
                loaded.InputColumnName.ShouldBe(TinyModel.Input, $"mutant {mutant}");
                loaded.OutputColumnName.ShouldBe(TinyModel.Mean, $"mutant {mutant}");
                loaded.Transform(TestImages.View(5)).Vectors(TinyModel.Mean).ShouldBe(expected, $"mutant {mutant}");
            }
        }

        refused.ShouldBeGreaterThan(200);
    }

    [Fact]
    public void Load_MutantsOfOurHeader_AnExceptionOrTheSameNames()
    {
        using TinyModel model = TinyModel.Create(reconstruction: TinyModel.Reconstruction);
        SavedModel saved = SavedModel.Of(model.Transformer);
        byte[] original = saved[SavedModel.Header];

        for (int mutant = 0; mutant < 400; mutant++)
        {
            saved[SavedModel.Header] = new FileMutator(mutant).Apply(original);
            if (TryLoad(saved.ToZip()) is not { } loaded)
                continue;
            using (loaded)
                (loaded.OutputColumnName, loaded.InputColumnName, loaded.ReconstructionColumnName)
                    .ShouldBe((TinyModel.Mean, TinyModel.Input, TinyModel.Reconstruction), $"mutant {mutant}");
        }
    }

    private static VaeTransformer? TryLoad(byte[] zip)
    {
        try
        {
            return SavedModel.Load(zip).ShouldBeOfType<VaeTransformer>();
        }
        catch (Exception e) when (e is not ShouldAssertException)
        {
            return null;
        }
    }
}

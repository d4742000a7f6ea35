using Microsoft.ML.Vae.PyTorch;
using Microsoft.ML.Vae.Tests.Persistence;
using TorchSharp;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.PyTorch;

[Trait("case", "44")]
public class CorruptStateDictTests(ITestOutputHelper output)
{
    private const int Mutants = 4000;
    private const long FixedAllocation = 1 << 20;   // names, entries of the zip and an exception with its trace

    /// <summary>PyTorch's own zips have data descriptors and other headers than ours, but the same readers.</summary>
    [Theory]
    [InlineData(".pt")]
    [InlineData(".safetensors")]
    public void Read_Mutants_TensorsOrOneExceptionThatNamesTheFile(string extension)
    {
        using DisposeScope scope = NewDisposeScope();
        byte[] original = TensorFile.Bytes(extension, TensorFile.Dense(1, ("fc1", 5, 4), ("fc21", 4, 2), ("fc22", 4, 2)));
        int refused = 0;
        long most = 0;
        for (int mutant = 0; mutant < Mutants; mutant++)
        {
            byte[] file = new FileMutator(mutant).Apply(original);
            long before = GC.GetAllocatedBytesForCurrentThread();
            refused += IsRefused(file, $"mutant {mutant}") ? 1 : 0;
            most = Math.Max(most, GC.GetAllocatedBytesForCurrentThread() - before - 2 * file.Length);
        }

        output.WriteLine($"{refused} of {Mutants} refused; at most {most} bytes beyond twice the file");
        refused.ShouldBeGreaterThan(Mutants / 3);
        most.ShouldBeLessThan(FixedAllocation);
    }

    private static bool IsRefused(byte[] file, string mutant)
    {
        using var stream = new MemoryStream(file);
        try
        {
            using DisposeScope scope = NewDisposeScope();
            foreach (StoredTensor tensor in StateDictFile.Read(stream, "vae.pt").Values)
                tensor.ToTensor().numel().ShouldBeLessThanOrEqualTo(file.Length);
            return false;
        }
        catch (ModelFormatException e)
        {
            e.Message.ShouldStartWith("'vae.pt' ", Case.Sensitive, mutant);
            return true;
        }
    }
}
